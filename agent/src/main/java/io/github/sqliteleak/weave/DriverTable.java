package io.github.sqliteleak.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is woven into the drivers of one era.
 *
 * @param classes internal names of the classes that are woven
 * @param superclasses internal names, class then superclass, so that a path finds inherited members
 * @param members what paths go through
 * @param handleOf name of the method by which a connection gives its handle
 */
record DriverTable(
        List<String> classes,
        List<String> superclasses,
        List<DriverMember> members,
        List<Probe> probes,
        DriverMember handleOf) {

    /** Whether a class of this name is woven in some era. */
    static boolean isWoven(String name) {
        return DriverClasses.WOVEN.contains(name) || EarlierProbes.CORE_CONNECTION.equals(name);
    }

    /** Whether this is the era that {@link Probes} are for, with all that the agent can do. */
    boolean isLatest() {
        return classes.contains(Probes.POINTER);
    }

    /**
     * The member a class has under this name, inherited ones included; null when the table has
     * none.
     */
    @Nullable DriverMember member(String owner, String name) {
        for (DriverMember member : members) {
            if (member.owner().equals(owner) && member.name().equals(name)) {
                return member;
            }
        }
        for (int i = 0; i < superclasses.size(); i += 2) {
            if (superclasses.get(i).equals(owner)) {
                return member(superclasses.get(i + 1), name);
            }
        }
        return null;
    }
}
