#!/bin/sh
# Usage: bring_uv.sh HOME VERSION
# Make sure that uv can be called: the machine's own if it has one, else VERSION from PyPI in the virtual environment HOME.
set -eu
uv_home=$1
uv_version=$2
here=$(dirname "$0")

if uv --version >/dev/null 2>&1 || "$uv_home/bin/uv" --version >/dev/null 2>&1; then
    exit 0
fi

python=$(command -v python3) || {
    echo "No python3 found: install Python 3.11, 3.12 or 3.13, then run make again." >&2
    exit 1
}
# Debian ships Python without ensurepip; its package python3-venv brings it.
if ! "$python" -c "import ensurepip" 2>/dev/null && ! "$here/install_debian_packages.sh" python3-venv; then
    echo "$python cannot make a virtual environment: install its venv module (Debian: apt-get install python3-venv)." >&2
    exit 1
fi
rm -rf "$uv_home"
"$python" -m venv "$uv_home"
"$uv_home/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
