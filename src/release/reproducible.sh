#!/usr/bin/env bash
# Builds what a release has twice, in clean checkouts on two paths of different length, and compares each file byte by byte.
# Usage: src/release/reproducible.sh [COMMIT]. Takes two builds without tests. Ends with 1 where files differ, and names them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

commit=$(git rev-parse "${1:-HEAD}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() {
    git clone -q --shared . "$1"
    git -C "$1" checkout -q "$commit"
    (cd "$1" && mvn -B -ntp -q -Prelease -DskipTests verify >&2)
    # What Maven would install: jars, SBOMs and the POMs that consumers read.
    (cd "$1" && find . -path '*/target/*' -not -path '*/target/*/*/*' \
        \( -name 'sqlite-leak*.jar' -o -name 'bom.json' -o -name 'dependency-reduced-pom.xml' -o -name '.flattened-pom.xml' \) \
        -not -path './src/it/*' -not -path './benchmarks/*' -print0 | sort -z | xargs -0 sha256sum)
}

build "$work/a" >"$work/first"
# Another path, another time zone and another language.
TZ=Pacific/Auckland LC_ALL=C build "$work/another/and/longer/path" >"$work/second"

if ! diff "$work/first" "$work/second"; then
    echo "not reproducible: the files above differ" >&2
    exit 1
fi
cat "$work/first"
echo "reproducible: $(wc -l <"$work/first") files are the same in both builds"
