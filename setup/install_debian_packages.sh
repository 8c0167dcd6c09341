#!/bin/sh
# Usage: install_debian_packages.sh PACKAGE...
# Install Debian packages where this is allowed without asking: as root or with passwordless sudo. Elsewhere it fails without a word;
# the caller says what is missing.
set -eu
command -v apt-get >/dev/null 2>&1 || exit 1
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    exit 1
fi
echo "Installing from Debian: $*" >&2
$as_root apt-get update -qq >/dev/null
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
