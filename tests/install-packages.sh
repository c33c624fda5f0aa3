#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages of the given groups of packages.txt, those that
# are missing: with all of them present it needs neither root nor network.
#
#   tests/install-packages.sh build [test]
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ $# -eq 0 ]; then
  echo "usage: install-packages.sh GROUP…" >&2
  exit 2
fi

missing=()
for group in "$@"; do
  mapfile -t packages < <(awk -v group="$group" '$1 == group && $3 == "" { print $2 }' "$here/packages.txt")
  if [ ${#packages[@]} -eq 0 ]; then
    echo "install-packages.sh: packages.txt has no group '$group'" >&2
    exit 2
  fi
  for package in "${packages[@]}"; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
  done
  while read -r command; do
    command -v "$command" >/dev/null || missing+=("$command")
  done < <(awk -v group="$group" '$1 == group && $3 == "unless-command" { print $2 }' "$here/packages.txt")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-packages.sh: run as root to install: ${missing[*]}" >&2
    exit 2
  fi
  as_root=(sudo)
fi
echo "installing: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
