package io.github.sqliteleak.settings;

/** How a database in memory is called in a sentence. */
final class MemoryName {
    private MemoryName() {}

    /**
     * {@code file:unit?mode=memory&cache=shared} is {@code unit}, and one without a name is what
     * its URL was.
     */
    static String of(String display) {
        if (display.startsWith("(")) {
            return "jdbc:sqlite:";
        }
        int question = display.indexOf('?');
        String name = question < 0 ? display : display.substring(0, question);
        return name.startsWith("file:") && name.length() > 5 ? name.substring(5) : name;
    }
}
