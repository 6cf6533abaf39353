package it.lib;

import java.util.List;

/** For other languages, which see public classes alone. */
public final class Kept {
    public static final List<Object> ALL = Behind.KEPT;

    private Kept() {}
}
