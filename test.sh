#!/usr/bin/env bash
# Runs every check of the project. The very last line is "N passed, N failed".
#   ./test.sh           everything: installs what is missing, both databases, official clients, browser
#   ./test.sh --quick   only the .NET tests, on SQLite; needs nothing but the .NET SDK
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

quick=0
case ${1:-} in
  '') ;;
  --quick) quick=1 ;;
  *) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

# Settings of the shell that starts this must not reach the servers under test.
unset "${!SOS_@}" "${!PLACARD_@}"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1
export npm_config_update_notifier=false

work=$(mktemp -d /tmp/placard-test.XXXXXX)
logs=$PWD/artifacts/test
rm -rf "$logs" && mkdir -p "$logs"
for part in machine postgres steps; do source "scripts/test/$part.sh"; done

end_jobs() {
  local job
  for job in $(jobs -p); do end_tree "$job"; done
  wait 2>/dev/null
}

finish() {
  local code=$?
  trap - EXIT INT TERM
  end_jobs
  stop_postgres >/dev/null 2>&1
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

give_up() {
  end_jobs
  conclude
  exit 1
}

# Every project under tests/ is a test program, except the libraries that they share.
test_programs() {
  local project
  for project in tests/*/*.csproj; do
    grep -q 'Tests\.csproj$' <<<"$project" && basename "$project" .csproj
  done
}

build() {
  [[ ! -f .config/dotnet-tools.json ]] || step tools 300 dotnet tool restore || return
  step restore 600 dotnet restore --locked-mode || return
  step build 900 dotnet build --configuration Release --no-restore --disable-build-servers
}

install_packages() {
  local folder
  for folder in clients browser; do
    step "packages-$folder" 600 npm ci --prefix "tests/$folder" --ignore-scripts --no-audit --no-fund || return
  done
}

run_dotnet_tests() {
  local name
  for name in $(test_programs); do dotnet_tests "$name"; done
}

check_format() {
  step openapi 60 git diff --exit-code --stat -- api/openapi.json
  step format 600 dotnet format --verify-no-changes --no-restore
}

# Starts with the browser, whose time is mostly waiting: the .NET tests get the processor meanwhile.
run_client_tests() {
  node_tests browser tests/browser 900
  node_tests clients-sqlite tests/clients 420 --database=sqlite
  node_tests clients-postgres tests/clients 420 --database=postgres
}

if ((quick)); then
  build || give_up
  run_dotnet_tests
  conclude
  exit
fi

step machine 900 prepare_machine || give_up
step node 300 prepare_node || give_up
use_node
step postgres 120 start_postgres || give_up
install_packages &
packages=$!
build || give_up
wait "$packages" || give_up

run_client_tests &
clients=$!
run_dotnet_tests
check_format
wait "$clients"
conclude
