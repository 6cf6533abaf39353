package io.github.sqliteleak.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls woven into one method.
 *
 * @param owner internal name of the class
 * @param parameters the method's parameter descriptor, {@code (…)}; the return type may differ
 *     between drivers
 * @param optional whether a driver may be without the method
 */
record Probe(
        String owner,
        String method,
        String parameters,
        List<Call> onEnter,
        List<Call> onReturn,
        List<Call> onThrow,
        boolean optional) {

    /**
     * A call of a static method of the hooks.
     *
     * @param hook {@code Class.method}
     * @param into paths of the fields that take the result; empty when there is none
     * @param arguments paths: {@code this} or {@code p1} … for a parameter, with members behind
     *     dots ({@code p1.pointer.sql}); {@code false}; {@code lookup} for a {@code
     *     MethodHandles.Lookup} of the class that is woven, or null where waits for locks are not
     *     watched; in the first place also {@code result} for what the method returns or {@code
     *     thrown}
     */
    record Call(String hook, List<String> into, List<String> arguments) {}

    static Probe in(String owner, String method, String parameters) {
        return in(owner, method, parameters, false);
    }

    /** Of a method that not all drivers have. */
    static Probe whereThere(String owner, String method, String parameters) {
        return in(owner, method, parameters, true);
    }

    private static Probe in(String owner, String method, String parameters, boolean optional) {
        return new Probe(
                owner,
                method,
                parameters,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                optional);
    }

    Probe onEnter(String hook, String... arguments) {
        onEnter.add(new Call(hook, List.of(), List.of(arguments)));
        return this;
    }

    Probe onEnterStore(List<String> into, String hook, String... arguments) {
        onEnter.add(new Call(hook, into, List.of(arguments)));
        return this;
    }

    Probe onThrowStore(List<String> into, String hook, String... arguments) {
        onThrow.add(new Call(hook, into, List.of(arguments)));
        return this;
    }

    Probe onReturn(String hook, String... arguments) {
        onReturn.add(new Call(hook, List.of(), List.of(arguments)));
        return this;
    }

    Probe onReturnStore(List<String> into, String hook, String... arguments) {
        onReturn.add(new Call(hook, into, List.of(arguments)));
        return this;
    }

    Probe onThrow(String hook, String... arguments) {
        onThrow.add(new Call(hook, List.of(), List.of(arguments)));
        return this;
    }

    boolean isFor(String name, String descriptor) {
        return method.equals(name) && descriptor.startsWith(parameters);
    }
}
