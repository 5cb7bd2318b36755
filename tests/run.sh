#!/usr/bin/env bash
# Every test: on SQLite, then those to which the database matters again on PostgreSQL.
# Brings Chromium and PostgreSQL where they are missing and it may. BROWSER=0 and PG=0 do without them.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${VENV:-.venv}/bin/python

browser=${BROWSER:-1} postgresql=${PG:-1}
missing=() packages=()

has_chromium() { [ -n "${CHROMIUM:-}" ] || command -v chromium chromium-browser > /dev/null; }
has_postgresql() { compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null || command -v initdb > /dev/null; }

as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo -n); fi

install() {
    command -v apt-get > /dev/null && "${as_root[@]}" true 2> /dev/null || return 1
    echo "Installing $*."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
        && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "$@" > /dev/null
}

if [ "$browser" != 0 ] && ! has_chromium; then packages+=(chromium fonts-liberation); fi
if [ "$postgresql" != 0 ] && ! has_postgresql; then packages+=(postgresql); fi
if [ ${#packages[@]} -gt 0 ]; then install "${packages[@]}" || true; fi

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
status=0
echo "Tests on SQLite"
env --unset=DATABASE_URL "$python" -m pytest --numprocesses auto "$@" || status=$?
if [ "$postgresql" != 0 ]; then
    echo "Tests on PostgreSQL"
    BROWSER=0 "$python" tests/with_postgresql.py "$python" -m pytest -m database --numprocesses auto "$@" || status=$?
fi
if [ ${#missing[@]} -gt 0 ] && [ "$status" = 0 ]; then status=1; fi
exit "$status"
