#!/usr/bin/env bash
# From a fresh clone on Debian 12 to a page in the browser: installs packages, builds, starts a server with its own
# MariaDB and made-up people and samples, prints the address and one account for each role.
#   deploy/quickstart.sh [--port N] [--detach] [--fresh]
#     --port N   serves on 127.0.0.1:N (8080 if not given)
#     --detach   leaves the server running and returns; otherwise Ctrl-C stops it
#     --fresh    starts over with new demo data; the old folder is moved aside
# A second run keeps the data and skips what is done. Data lie under var/. For trying out, not for a laboratory at work.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/steps.sh

port=8080 detach=no fresh=no

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:-}; shift ;;
      --port=*) port=${1#*=} ;;
      --detach) detach=yes ;;
      --fresh) fresh=yes ;;
      -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;;
      *) die 64 "quickstart.sh: unknown argument \"$1\" (see --help)" ;;
    esac
    shift
  done
  [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -lt 65536 ]] || die 64 "quickstart.sh: --port takes a number up to 65535"
}

# As root, program and data lie where the user "frostkeep", whom the server becomes, can reach them (a checkout in /root
# is closed to it), and var is a link to the data.
choose_folders() {
  command=(env)
  if [ "$(id -u)" != 0 ]; then
    data=$PWD/var program=$PWD/build/release/frostkeep
    [ -d "$data" ] || mkdir -m 0700 "$data"
    return
  fi
  make_system_user
  local home
  home=/var/lib/frostkeep/quickstart-$(pwd | sha256sum | cut -c 1-8)
  data=$home/data program=$home/frostkeep
  command+=(-u XDG_RUNTIME_DIR -u RUNTIME_DIRECTORY -C "$home")
  install -d -m 0755 /var/lib/frostkeep "$home"
  install -d -m 0700 -o frostkeep -g frostkeep "$data"
  [ -e var ] || ln -s "$data" var
  [ "$(readlink -f var)" = "$data" ] || die 77 "var/ is there already and isn't root's: run quickstart as its owner."
}

# serve and demo, each with the memory of a trial: 512 MiB for pages of the database.
frostkeep() { exec "${command[@]}" "$program" "$@" --data "$data" --buffer-pool-mib 512 --redo-log-mib 256; }

is_serving() { [ -e "$data/lock" ] && ! flock -n "$data/lock" true; }

say_where_it_runs() {
  local pid="" at=""
  read -r pid at <"$data/quickstart.run" || true
  say "Frostkeep is running on this data already${pid:+: process $pid, http://127.0.0.1:$at}."
}

start_over() {
  [ -e "$data/demo-accounts.txt" ] ||
    die 77 "--fresh moves demo data aside only, and $data holds none (no demo-accounts.txt)."
  ! is_serving || die 1 "A server is working on $data: stop it first."
  local aside
  aside=$data.$(date -u +%Y%m%dT%H%M%SZ)
  mv "$data" "$aside"
  say "The old data lie in $aside now."
}

# Answers whether GET /readyz says 200, without a client to install.
is_ready() {
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
  IFS= read -r -t 5 status <&3 || status=
  exec 3<&-
  [[ $status == "HTTP/1.1 200"* ]]
}

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

start_server() {
  # A session of its own: Ctrl-C reaches this script alone, which then asks the server to stop, once.
  command=(setsid "${command[@]}")
  frostkeep serve --port "$port" >>"$data/server.log" 2>&1 </dev/null &
  server=$!
  printf '%s %s\n' "$server" "$port" >"$data/quickstart.run"
}

# shellcheck disable=SC2317 # called by the trap
stop_server() {
  trap '' INT TERM
  say ""
  say "Stopping…"
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
  rm -f "$data/quickstart.run"
  say "Stopped. The data stay in $data; run quickstart.sh again to go on."
  exit 0
}

wait_until_ready() {
  local start=$SECONDS
  until is_ready 2>/dev/null; do
    if ! kill -0 "$server" 2>/dev/null; then
      tail -n 20 "$data/server.log" >&2
      die 2 "The server ended; its log is $data/server.log"
    fi
    if [ $((SECONDS - start)) -ge 120 ]; then
      kill -TERM "$server"
      die 2 "The server isn't ready after two minutes and was stopped; its log is $data/server.log"
    fi
    sleep 0.2
  done
}

read_arguments "$@"
deploy/install_packages.sh deploy/packages.txt
build_web
build release frostkeep
choose_folders
if is_serving && [ $fresh = no ]; then
  say_where_it_runs
  exit 0
fi
if [ $fresh = yes ]; then
  start_over
  choose_folders
fi
! is_taken || die 1 "Something listens on 127.0.0.1:$port already; choose another with --port N."
[ "$program" -ef build/release/frostkeep ] || install -m 0755 build/release/frostkeep "$program"
if [ ! -e "$data/demo-accounts.txt" ]; then
  with_progress demo "demo data" frostkeep demo
fi

trap stop_server INT TERM
start_server
wait_until_ready
say ""
say "Frostkeep: http://127.0.0.1:$port"
say ""
cat "$data/demo-accounts.txt"
say ""
say "These accounts also stand in $data/demo-accounts.txt. The server's log: $data/server.log"
if [ $detach = yes ]; then
  say "It goes on in the background; stop it with: kill $server"
  exit 0
fi
say "Ctrl-C stops it."
wait "$server" || status=$?
rm -f "$data/quickstart.run"
die "${status:-0}" "The server ended; its log is $data/server.log"
