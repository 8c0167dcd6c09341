#!/bin/sh
# Print the path of a Chromium that can show Chinese, installing what is missing: the system's browser if there is one, else
# Debian's (as root or with passwordless sudo), else Playwright's own download, else one sentence that says what to install.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
install="$root/setup/install_debian_packages.sh"

system_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        command -v "$name" && return 0
    done
    for app in "Google Chrome" "Chromium"; do
        for folder in /Applications "$HOME/Applications"; do
            path="$folder/$app.app/Contents/MacOS/$app"
            [ -x "$path" ] && echo "$path" && return 0
        done
    done
    return 1
}

playwright_chromium() {
    path=$("$root/.venv/bin/python" -c 'from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)')
    [ -x "$path" ] || "$root/.venv/bin/playwright" install chromium >&2 || return 1
    [ -x "$path" ] && echo "$path"
}

shows_chinese() {
    # macOS has Chinese fonts from the start; fc-list is fontconfig's, which Chromium uses everywhere else.
    [ "$(uname)" = Darwin ] || [ -n "$(fc-list :lang=zh 2>/dev/null)" ]
}

driver_runs() {
    # Playwright drives the browser with a program of its own, which needs a library that a bare Debian lacks.
    "$root/.venv/bin/playwright" --version >/dev/null 2>&1
}

driver_runs || "$install" libatomic1 || true
system_chromium >/dev/null || "$install" chromium fonts-noto-cjk fontconfig || true
shows_chinese || "$install" fonts-noto-cjk fontconfig || true

driver_runs || {
    echo "Playwright does not start: run .venv/bin/playwright --version to see why (Debian: apt-get install libatomic1)." >&2
    exit 1
}
shows_chinese || {
    echo "No Chinese font for the browser tests: install one (Debian: apt-get install fonts-noto-cjk fontconfig)." >&2
    exit 1
}
system_chromium || playwright_chromium || {
    echo "No browser for the browser tests: install Chromium or Chrome (Debian: apt-get install chromium)." >&2
    exit 1
}
