#!/usr/bin/env bash
# Acts as a technician in Debian's Chromium. Words on the command line choose the tests whose names contain them; the
# last line is "N passed, N failed".
# Without FROSTKEEP_URL it starts a server of its own with demo data in a folder that is thrown away; the program is
# FROSTKEEP_PROGRAM or build/dev/frostkeep, the pages are web/dist.
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD/../..
[ -d node_modules ] || npm ci --silent --no-audit --no-fund

folder='' server=''
clean_up() {
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  [ -z "$folder" ] || rm -rf "$folder"
}
trap clean_up EXIT

# A private database is no root's: as root the program becomes the user "frostkeep", who must reach all this.
start_house() {
  folder=$(mktemp -d /tmp/frostkeep-browser.XXXXXX)
  chmod 0755 "$folder"
  install -m 0755 "${FROSTKEEP_PROGRAM:-$root/build/dev/frostkeep}" "$folder/frostkeep"
  cp -r "$root/web/dist" "$folder/web"
  chmod -R a+rX "$folder/web"
  mkdir -m 0700 "$folder/data"
  if [ "$(id -u)" = 0 ]; then
    id -u frostkeep >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin frostkeep
    chown frostkeep "$folder/data"
  fi
  # FROSTKEEP_… of the environment are settings to the program, and names that it doesn't know stop it.
  local frostkeep=(env -i "PATH=$PATH" ./frostkeep)
  local memory=(--buffer-pool-mib 128 --redo-log-mib 64 --data "$folder/data") port
  cd "$folder"
  "${frostkeep[@]}" demo --participants 50 "${memory[@]}" >demo.log 2>&1 || { cat demo.log; exit 2; }
  port=$(node -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  "${frostkeep[@]}" serve "${memory[@]}" --port "$port" --web-root "$folder/web" \
    >serve.log 2>&1 &
  server=$!
  export FROSTKEEP_URL=http://127.0.0.1:$port FROSTKEEP_ACCOUNTS=$folder/data/demo-accounts.txt
  cd - >/dev/null
  node wait_until_ready.js "$FROSTKEEP_URL" || { tail -n 50 "$folder/serve.log"; exit 2; }
}

[ -n "${FROSTKEEP_URL:-}" ] || start_house
node main.js "$@"
