#!/usr/bin/env bash
# Every test: on SQLite, then those to which the database matters again on PostgreSQL.
# Brings Chromium and PostgreSQL where they are missing and it may. BROWSER=0 and PG=0 do without them.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${VENV:-.venv}/bin/python

browser=${BROWSER:-1} postgresql=${PG:-1}
missing=() packages=()

# Chromium without its windows, toolbars and menus, in which a page opens in a quarter of the time; else the whole of it.
which_chromium() { type -P chromium-headless-shell || type -P chromium || type -P chromium-browser; }
has_chromium() { [ -n "${CHROMIUM:-}" ] || which_chromium > /dev/null; }
has_postgresql() { compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null || command -v initdb > /dev/null; }

as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi

may_install() { command -v apt-get > /dev/null && "${as_root[@]}" true 2> /dev/null && "${as_root[@]}" apt-get update -qq; }
install() {
    echo "Installing $*."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq --yes --no-install-recommends "$@" > /dev/null
}
lightest_chromium() {
    if apt-cache show chromium-headless-shell > /dev/null 2>&1; then echo chromium-headless-shell; else echo chromium; fi
}

if [ "$browser" != 0 ] && ! has_chromium; then packages+=(chromium fonts-liberation); fi
if [ "$postgresql" != 0 ] && ! has_postgresql; then packages+=(postgresql); fi
if [ ${#packages[@]} -gt 0 ] && may_install; then install "${packages[@]/#chromium/$(lightest_chromium)}" || true; fi

if [ "$browser" != 0 ] && ! has_chromium; then
    missing+=("the tests in a real browser, for want of Chromium (sudo apt-get install chromium, or BROWSER=0)")
    browser=0
fi
if [ "$postgresql" != 0 ] && ! has_postgresql; then
    missing+=("the tests on PostgreSQL, for want of a server (sudo apt-get install postgresql, or PG=0)")
    postgresql=0
fi
for what in "${missing[@]}"; do echo "NOT RUN: $what"; done

export BROWSER=$browser
if [ "$browser" != 0 ]; then export CHROMIUM=${CHROMIUM:-$(which_chromium)}; fi
status=0
echo "Tests on SQLite"
env --unset=DATABASE_URL "$python" -m pytest --numprocesses auto "$@" || status=$?
if [ "$postgresql" != 0 ]; then
    echo "Tests on PostgreSQL"
    BROWSER=0 "$python" tests/with_postgresql.py "$python" -m pytest -m database --numprocesses auto "$@" || status=$?
fi
if [ ${#missing[@]} -gt 0 ] && [ "$status" = 0 ]; then status=1; fi
exit "$status"
