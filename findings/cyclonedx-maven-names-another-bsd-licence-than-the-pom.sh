#!/bin/sh
# version: cyclonedx-maven-plugin 2.9.3, org.jline:jline-terminal 4.6.0
# guess:   The licence in a bill of materials is the one that the POM of the library states, by its URL.
# seen:    JLine's POM states "The BSD License" with the URL of BSD-3-Clause at the Open Source Initiative. The bill of
#          materials says BSD-4-Clause, the one with the advertising clause: the name decides, and the URL is not looked at.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<'EOF'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.jline</groupId><artifactId>jline-terminal</artifactId><version>4.6.0</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" org.cyclonedx:cyclonedx-maven-plugin:2.9.3:makeBom -DoutputFormat=json
bom=$(tr -d ' \n' < "$work/target/bom.json")
mvn -q -B -ntp -Dstyle.color=never dependency:copy -Dartifact=org.jline:jline-parent:4.6.0:pom -DoutputDirectory="$work"
stated=$(sed -n 's:.*<url>\(https.*licenses/[^<]*\)</url>.*:\1:p' "$work/jline-parent-4.6.0.pom" | head -1)
said=$(printf '%s' "$bom" | sed -n 's:.*"name"\:"jline-terminal".*"licenses"\:\[{"license"\:{"id"\:"\([^"]*\)".*:\1:p')
echo "the POM states:           $stated"
echo "the bill of materials says: $said"
[ "$stated" = "https://opensource.org/licenses/BSD-3-Clause" ] && [ "$said" = "BSD-4-Clause" ]
