#!/bin/sh
# Lock files name versions and hashes, never an address: where packages come from is up to the
# machine that installs them.
set -u
cd "$(dirname "$0")/.."

found=0
complain() { echo "A lock file holds an address:"; echo "$1"; found=1; }

lines=$(grep -nE '://|--(extra-)?index-url|--find-links| @ ' requirements*.txt requirements*.in) &&
    complain "$lines"
for file in package-lock.json .npmrc; do
    [ -e "$file" ] || continue
    lines=$(grep -nHE '"resolved":|registry *=' "$file") && complain "$lines"
done
exit $found
