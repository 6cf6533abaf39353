package io.github.sqliteleak.report.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classes and methods by as much of their packages as it takes to distinguish them: {@code
 * Repo.load}, or {@code orders.Repo.load} beside {@code stock.Repo.load}.
 */
final class ShortNames {
    private final Map<String, String> shown = new HashMap<>();

    ShortNames(List<HtmlFrame> frames) {
        Set<String> names = new LinkedHashSet<>();
        for (HtmlFrame frame : frames) {
            names.add(frame.before() + frame.name());
            shown.put(frame.before() + frame.name(), frame.name());
        }
        Set<String> open = names;
        while (!open.isEmpty()) {
            open = ambiguous(open);
            open.removeIf(name -> !lengthen(name));
        }
    }

    String of(HtmlFrame frame) {
        return shown.getOrDefault(frame.before() + frame.name(), frame.name());
    }

    /** Those that are shown like another one. */
    private Set<String> ambiguous(Set<String> names) {
        Map<String, String> byShown = new LinkedHashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (String name : names) {
            String other = byShown.putIfAbsent(shown.getOrDefault(name, name), name);
            if (other != null) {
                ambiguous.add(other);
                ambiguous.add(name);
            }
        }
        return ambiguous;
    }

    /** By one more part of its package; false when there is none left. */
    private boolean lengthen(String name) {
        int start = name.length() - shown.getOrDefault(name, name).length();
        if (start == 0) {
            return false;
        }
        int dot = start < 2 ? -1 : name.lastIndexOf('.', start - 2);
        shown.put(name, name.substring(dot + 1));
        return true;
    }
}
