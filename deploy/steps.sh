# shellcheck shell=bash
# Steps that deploy/quickstart.sh, deploy/install_packages.sh and tests/run.sh share; sourced by them, from the root of
# the checkout. Logs of what ran stand in build/logs.

say() { printf '%s\n' "$*"; }

# die EXIT_CODE SENTENCE
die() {
  printf '%s\n' "$2" >&2
  exit "$1"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    return 1
  fi
}

# with_progress LOG WORDS COMMAND...: runs the command with its output in build/logs/LOG.log, and shows that time passes
# and what the command said last: in place on a terminal, else a line each 15 s. Shows the log's end if it fails.
with_progress() {
  local log=build/logs/$1.log words=$2 start=$SECONDS shown=0 status=0 pid
  shift 2
  mkdir -p build/logs
  "$@" >"$log" 2>&1 &
  pid=$!
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.5
    if [ -t 1 ]; then
      printf '\r\033[K  %s: %d s  %s' "$words" $((SECONDS - start)) "$(tail -n 1 "$log" | tr -d '\r' | cut -c 1-70)"
    elif [ $((SECONDS - start - shown)) -ge 15 ]; then
      shown=$((SECONDS - start))
      say "  $words: $shown s  $(tail -n 1 "$log" | cut -c 1-70)"
    fi
  done
  wait "$pid" || status=$?
  trap - INT TERM
  [ ! -t 1 ] || printf '\r\033[K'
  if [ $status -ne 0 ]; then
    tail -n 60 "$log" >&2
    die $status "  $words: failed; the whole log is $log"
  fi
  say "  $words: done in $((SECONDS - start)) s"
}

# node_modules FOLDER: fetches what the folder's lock file pins, unless that is what stands there.
node_modules() {
  local folder=$1 sum
  sum=$(sha256sum <"$folder/package-lock.json")
  [ "$(cat "$folder/node_modules/.lock-sum" 2>/dev/null)" != "$sum" ] || return 0
  with_progress "npm-${folder//\//-}" "npm packages of $folder" \
    npm --prefix "$folder" ci --ignore-scripts --no-audit --no-fund
  mkdir -p "$folder/node_modules"
  printf '%s\n' "$sum" >"$folder/node_modules/.lock-sum"
}

# build_web: builds the pages into web/dist, unless nothing under web/ is newer than what stands there.
build_web() {
  node_modules web
  local page=web/dist/index.html
  if [ ! -e $page ] || [ -n "$(find web -mindepth 1 \( -name node_modules -o -name dist \) -prune \
    -o -newer $page -print -quit)" ]; then
    with_progress web "pages" npm --prefix web run build
  fi
}

# build PRESET TARGET...: configures once and builds; uses ccache where it is installed.
build() {
  local preset=$1 launcher=()
  shift
  if [ ! -e "build/$preset/build.ninja" ]; then
    ! command -v ccache >/dev/null || launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    with_progress "configure-$preset" "configuration of $preset" cmake --preset "$preset" "${launcher[@]}"
  fi
  with_progress "build-$preset" "build of $preset" ninja -C "build/$preset" "$@"
}

# make_system_user: as root, the user "frostkeep", as whom server and database run (mariadbd refuses root).
make_system_user() {
  [ "$(id -u)" = 0 ] || return 0
  id frostkeep >/dev/null 2>&1 ||
    useradd --system --user-group --home-dir /var/lib/frostkeep --shell /usr/sbin/nologin frostkeep
}
