#!/bin/sh
# version: JDK 17 and 25, Byte Buddy 1.18.2
# guess:   A Throwable holds its stack. Whatever happens to the classes later, printStackTrace shows file and line of
#          each frame, as they were when it was made.
# seen:    A frame of a method that was still running when its class was redefined (by an agent, a debugger, hot code
#          replacement) shows "Unknown Source" instead of file and line, if nobody asked the Throwable for its trace
#          until the method had returned and the next collection had freed the old version. A Throwable whose trace
#          was asked for at once keeps them.
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
    <dependency><groupId>net.bytebuddy</groupId><artifactId>byte-buddy</artifactId><version>1.18.2</version></dependency>
    <dependency><groupId>net.bytebuddy</groupId><artifactId>byte-buddy-agent</artifactId><version>1.18.2</version></dependency>
  </dependencies>
</project>
EOF
mvn -q -B -ntp -Dstyle.color=never -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
cat > "$work/Finding.java" <<'EOF'
import java.lang.instrument.*;
import java.util.concurrent.Callable;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

class Finding {
    static class Nothing {
        @Advice.OnMethodEnter
        static void enter() {
            Thread.yield();
        }
    }

    static class Worker {
        static Throwable work(Callable<?> inside) throws Exception {
            inside.call();
            return new Throwable("made while the class was redefined");
        }
    }

    public static void main(String[] args) throws Exception {
        Instrumentation instrumentation = ByteBuddyAgent.install();
        byte[] changed = new ByteBuddy().redefine(Worker.class)
                .visit(Advice.to(Nothing.class).on(ElementMatchers.named("work"))).make().getBytes();
        Throwable asked = Worker.work(() -> redefine(instrumentation, changed));
        asked.getStackTrace();
        byte[] again = new ByteBuddy().redefine(Worker.class).make().getBytes();
        Throwable unasked = Worker.work(() -> redefine(instrumentation, again));
        for (int i = 0; i < 5; i++) {
            System.gc();
            redefine(instrumentation, i % 2 == 0 ? changed : again);
            Thread.sleep(50);
        }
        check("JDK " + Runtime.version().feature(), "asked at once: line known, asked later: line known",
                "asked at once: " + line(asked) + ", asked later: " + line(unasked),
                "asked at once: line known, asked later: no line");
    }

    static Object redefine(Instrumentation instrumentation, byte[] bytes) throws Exception {
        instrumentation.redefineClasses(new ClassDefinition(Worker.class, bytes));
        return null;
    }

    static String line(Throwable throwable) {
        StackTraceElement frame = throwable.getStackTrace()[0];
        return frame.getLineNumber() > 0 ? "line known" : "no line";
    }

    static void check(String version, String guess, String seen, String expected) {
        System.out.println("version: " + version);
        System.out.println("guess:   " + guess);
        System.out.println("seen:    " + seen);
        if (!seen.equals(expected)) {
            System.out.println("The behaviour has changed; it was: " + expected);
            System.exit(1);
        }
    }
}
EOF
java -Djdk.attach.allowAttachSelf=true -cp "$work/lib/*" "$work/Finding.java" "$work"
