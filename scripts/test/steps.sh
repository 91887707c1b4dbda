# Steps: each has a name, a time limit, a log, and, if it runs tests, counts that are added up at the end.

# step NAME SECONDS COMMAND...
step() {
  local name=$1 limit=$2 log=$logs/$1.log began=$SECONDS code=0
  shift 2
  if declare -F "$1" >/dev/null; then
    "$@" >"$log" 2>&1 </dev/null || code=$?
  else
    timeout --kill-after=20 "$limit" "$@" >"$log" 2>&1 </dev/null || code=$?
  fi
  if ((code == 0)); then
    echo "ok    $name ($((SECONDS - began)) s)"
    return 0
  fi
  ((code != 124)) || echo "took longer than $limit s" >>"$log"
  echo "$name" >>"$logs/failed"
  {
    echo "FAILED $name ($((SECONDS - began)) s, exit $code); the end of $log:"
    tail -n 200 "$log"
  } >&2
  return "$code"
}

# count NAME PASSED FAILED SKIPPED
count() {
  echo "$*" >>"$logs/counts"
}

# The programs under test are grandchildren, in process groups of their own.
end_tree() {
  local child
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do end_tree "$child"; done
  kill "$1" 2>/dev/null
}

# Last value of "KEY: N" in the summary of Microsoft.Testing.Platform, or of "# KEY N" in a TAP file.
summary() {
  local number
  number=$(sed -nE "s/^(# |[[:space:]]*)$2:? ([0-9]+)[[:space:]]*$/\2/p" "$1" 2>/dev/null | tail -n 1)
  echo "${number:-0}"
}

# dotnet_tests NAME: runs one test project that is built already.
dotnet_tests() {
  local name=$1 log=$logs/$1.log code=0
  step "$name" 900 dotnet test --project "tests/$name" --configuration Release --no-build \
    --no-progress --no-ansi || code=$?
  count "$name" "$(summary "$log" succeeded)" "$(summary "$log" failed)" "$(summary "$log" skipped)"
  return "$code"
}

# node_tests NAME FOLDER SECONDS ARGUMENTS...
node_tests() {
  local name=$1 folder=$2 limit=$3 tap=$logs/$1.tap code=0
  shift 3
  PLACARD_TEST_TAP=$tap step "$name" "$limit" node "$folder/run.mjs" "$@" || code=$?
  local failed=$(($(summary "$tap" fail) + $(summary "$tap" cancelled)))
  count "$name" "$(summary "$tap" pass)" "$failed" $(($(summary "$tap" skipped) + $(summary "$tap" todo)))
  return "$code"
}

# Says what went wrong, and closes with the one line that adds up everything.
conclude() {
  local name passed failed skipped total_passed=0 total_failed=0 bad=0
  touch "$logs/counts" "$logs/failed"
  while read -r name passed failed skipped; do
    printf '%-34s %5d passed %5d failed %5d skipped\n' "$name" "$passed" "$failed" "$skipped"
    ((total_passed += passed, total_failed += failed)) || true
    ((passed + failed > 0)) || { echo "$name ran no test"; bad=1; }
    ((skipped == 0)) || ((quick)) || { echo "$name skipped tests"; bad=1; }
  done <"$logs/counts"
  [[ ! -s $logs/failed ]] || { echo "failed steps: $(paste -sd ' ' "$logs/failed")"; bad=1; }
  ((total_passed > 0)) || bad=1
  ((total_failed == 0)) || bad=1
  echo "$((SECONDS / 60)) min $((SECONDS % 60)) s; logs: $logs"
  echo "$total_passed passed, $total_failed failed"
  return "$bad"
}
