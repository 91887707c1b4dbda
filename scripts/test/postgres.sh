# A throw-away PostgreSQL cluster: made for one run, reached by TCP on the loopback, then removed.

# Tests ask whether rows are right, not whether they survive a power cut. bench/run clears this.
postgres_shortcuts='-c fsync=off -c synchronous_commit=off -c full_page_writes=off'

postgres_programs() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  [[ -n $found ]] || found=$(dirname "$(command -v initdb 2>/dev/null)" 2>/dev/null)
  [[ ! -x $found/initdb ]] || echo "$found"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if ((EUID == 0)); then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

start_postgres() {
  local programs attempt port
  programs=$(postgres_programs)
  # Its path must stay short: the name of a Unix socket holds 107 characters at most.
  postgres_folder=$(mktemp -d /tmp/placard-pg.XXXXXX)
  ((EUID != 0)) || chown postgres "$postgres_folder"
  as_postgres "$programs/initdb" --pgdata "$postgres_folder/data" --username placard --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync
  for attempt in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    as_postgres "$programs/pg_ctl" start --wait --silent --pgdata "$postgres_folder/data" \
      --log "$postgres_folder/log" --options "-c listen_addresses=127.0.0.1 -c port=$port \
      -c unix_socket_directories=$postgres_folder -c max_connections=200 $postgres_shortcuts" </dev/null || continue
    export PLACARD_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=placard;Password=placard;Database=postgres"
    return
  done
  cat "$postgres_folder/log" >&2
  return 1
}

stop_postgres() {
  [[ -n ${postgres_folder:-} ]] || return 0
  as_postgres "$(postgres_programs)/pg_ctl" stop --mode immediate --silent --pgdata "$postgres_folder/data" || true
  rm -rf "$postgres_folder"
}
