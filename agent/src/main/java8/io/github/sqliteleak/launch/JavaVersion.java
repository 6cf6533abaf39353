package io.github.sqliteleak.launch;

/** Whether this Java can load the agent's other classes. */
final class JavaVersion {
    static final int OLDEST = 17;

    private JavaVersion() {}

    /**
     * Why this Java is too old, in one line.
     *
     * @param specification the system property {@code java.specification.version}: {@code 1.8},
     *     {@code 11}, {@code 17}
     * @return null when it is not
     */
    static String tooOld(String specification) {
        String number = specification.startsWith("1.") ? specification.substring(2) : specification;
        try {
            return Integer.parseInt(number) >= OLDEST
                    ? null
                    : "Java " + OLDEST + " or later is needed, this is Java " + number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static String tooOld() {
        try {
            return tooOld(System.getProperty("java.specification.version", ""));
        } catch (SecurityException e) {
            // A security manager; the agent says what it needs.
            return null;
        }
    }
}
