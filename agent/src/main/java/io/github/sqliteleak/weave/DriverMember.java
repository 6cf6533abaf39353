package io.github.sqliteleak.weave;

/**
 * A field or method of the driver that woven code reads.
 *
 * @param owner internal name of the class that declares it
 * @param name the field's name; a method's ends in {@code ()}
 * @param descriptor type of the field, or what the method returns
 * @param origin where it comes from
 */
record DriverMember(String owner, String name, String descriptor, Origin origin) {
    enum Origin {
        /** Every driver of the era has it. */
        DRIVER,
        /** Some have it; woven code takes false where it is missing. */
        DRIVER_OR_FALSE,
        /** Weaving adds the field. */
        ADDED
    }

    boolean isMethod() {
        return name.endsWith("()");
    }

    String methodName() {
        return name.substring(0, name.length() - 2);
    }
}
