package io.github.sqliteleak.report.html;

import io.github.sqliteleak.blame.GeneratedCode;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.StackFrame;

/**
 * A frame of a stack, taken apart for the eye.
 *
 * @param before loader, module and package
 * @param name class and method
 * @param place file and line, in parentheses
 * @param library whether it is no code of the user's
 */
record HtmlFrame(String before, String name, String place, boolean library) {
    private static final String[] LIBRARIES = {
        // The driver and pools.
        "org.sqlite.",
        "com.zaxxer.hikari.",
        "org.apache.commons.dbcp",
        "org.apache.commons.pool",
        "org.apache.tomcat.",
        "com.mchange.v2.",
        "io.agroal.",
        "org.vibur.",
        "com.alibaba.druid.",
        "io.github.sqliteleak.toolkit.",
        // Test frameworks and what runs them.
        "org.junit.",
        "junit.framework.",
        "org.testng.",
        "org.spockframework.",
        "org.mockito.",
        "org.apache.maven.surefire.",
        "org.gradle.",
        "worker.org.gradle.",
        "com.intellij.rt.",
        "org.eclipse.jdt.internal.junit",
        // Proxies and frameworks that call the user's code.
        "org.springframework.",
        "net.bytebuddy.",
        "javassist."
    };

    static HtmlFrame of(String frame) {
        int parenthesis = frame.indexOf('(');
        String name = parenthesis < 0 ? frame : frame.substring(0, parenthesis);
        int type = name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1;
        return new HtmlFrame(
                name.substring(0, type),
                name.substring(type),
                parenthesis < 0 ? "" : frame.substring(parenthesis),
                isLibrary(StackFrame.parse(frame)));
    }

    /** All of it, as it stands in the report. */
    String text() {
        return before + name + place;
    }

    /** File and line without the parentheses. */
    String file() {
        return place.length() > 2 ? place.substring(1, place.length() - 1) : "";
    }

    private static boolean isLibrary(StackFrame frame) {
        for (String start : LIBRARIES) {
            if (frame.className().startsWith(start)) {
                return true;
            }
        }
        return Grouping.isJdk(frame.className())
                || GeneratedCode.isBetween(frame.className(), frame.methodName());
    }
}
