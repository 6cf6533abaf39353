#!/usr/bin/env bash
# What the GitHub action does: STEP=attach or STEP=check, with the inputs of action.yml in the environment. Ends with 0 when it
# could do its work, whatever the verdict; that is in the output "status".
set -euo pipefail

fail() {
    echo "::error title=sqlite-leak-agent::$1"
    exit 2
}

# A path that Java understands, on Windows as well.
native() {
    if command -v cygpath >/dev/null; then cygpath -m "$1"; else echo "$1"; fi
}

temp=${RUNNER_TEMP:?}
home=$temp/sqlite-leak
mkdir -p "$home"
jar=${JAR:-}
if [ -z "$jar" ]; then
    jar=$home/sqlite-leak-agent.jar
    if [ ! -f "$jar" ]; then
        [ -n "${VERSION:-}" ] || fail "one of the inputs jar and version is needed"
        mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
            -Dartifact="io.github.sqliteleak:sqlite-leak-agent:$VERSION" \
            -DoutputDirectory="$(native "$home")" -Dmdep.stripVersion=true
    fi
fi
[ -f "$jar" ] || fail "there is no jar $jar"
jar=$(native "$(cd "$(dirname "$jar")" && pwd)/$(basename "$jar")")
reports=$(native "$home/reports")

case ${STEP:-check} in
attach)
    argument="-javaagent:$jar=report=$reports${OPTIONS:+,$OPTIONS}"
    # JAVA_TOOL_OPTIONS is split at blanks, but not within quotes.
    case $argument in *" "*) argument="\"$argument\"" ;; esac
    echo "JAVA_TOOL_OPTIONS=${JAVA_TOOL_OPTIONS:+$JAVA_TOOL_OPTIONS }$argument" >>"$GITHUB_ENV"
    exit 0
    ;;
check) ;;
*) fail "step: \"$STEP\" is not allowed; allowed: attach, check" ;;
esac

# The agent is not to watch its own command line.
unset JAVA_TOOL_OPTIONS
cd "${FOLDER:-.}"
paths=()
if [ -n "${REPORT_PATHS:-}" ]; then
    while IFS= read -r path; do
        [ -z "$path" ] || paths+=("$path")
    done <<<"$REPORT_PATHS"
else
    [ ! -d "$reports" ] || paths+=("$reports")
    while IFS= read -r path; do
        paths+=("$path")
    done < <(find . \( -path '*/target/sqlite-leaks' -o -path '*/target/sqlite-leaks-it' -o -path '*/build/sqlite-leaks' \) -type d -prune)
fi
if [ ${#paths[@]} = 0 ]; then
    echo "::warning title=sqlite-leak-agent::no folder with reports was found"
    echo "status=3" >>"$GITHUB_OUTPUT"
    exit 0
fi
read -r -a more <<<"${ARGUMENTS:-}"

status=0
java -jar "$jar" check ${more[@]+"${more[@]}"} "${paths[@]}" || status=$?
echo "status=$status" >>"$GITHUB_OUTPUT"
[ "$status" != 2 ] || exit 0
show() { java -jar "$jar" report --format "$1" ${more[@]+"${more[@]}"} "${@:2}" "${paths[@]}" || [ $? = 3 ]; }
show markdown >>"$GITHUB_STEP_SUMMARY" 2>/dev/null
show github 2>/dev/null
sarif=$home/sqlite-leaks.sarif
show sarif --output "$(native "$sarif")" 2>/dev/null
echo "sarif=$(native "$sarif")" >>"$GITHUB_OUTPUT"
