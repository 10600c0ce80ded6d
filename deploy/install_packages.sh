#!/usr/bin/env bash
# Installs what is missing of the Debian packages named in the given lists (deploy/packages.txt, tests/packages.txt).
#   deploy/install_packages.sh LIST...
# Starts no service that it brings, and doesn't let one start at the next boot.
set -euo pipefail
cd "$(dirname "$0")/.."
. deploy/steps.sh

installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')

node_is_fit() { command -v node >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)'; }

is_there() {
  case $1 in
    nodejs) node_is_fit ;;
    npm) command -v npm >/dev/null ;;
    *) [[ $'\n'$installed$'\n' == *$'\n'"$1"$'\n'* ]] ;;
  esac
}

missing=()
for package in $(cat "$@" | sed 's/#.*//'); do
  is_there "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root true || die 77 "These Debian packages are missing, and only root or sudo can install them: ${missing[*]}"

# Debian's hook for "start nothing": taken away again at the end, and left alone where an administrator set one.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'as_root rm -f $policy' EXIT
  printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
  as_root chmod 755 $policy
fi

say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
with_progress apt-update "package lists" as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
with_progress apt-install "packages" as_root env DEBIAN_FRONTEND=noninteractive \
  apt-get -q -y -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}"
for package in "${missing[@]}"; do
  [ "$package" != nginx ] || ! command -v systemctl >/dev/null || as_root systemctl -q disable nginx 2>/dev/null || true
done
node_is_fit || die 78 "The node that the PATH finds ($(command -v node)) is older than 18; Debian's is /usr/bin/node."
