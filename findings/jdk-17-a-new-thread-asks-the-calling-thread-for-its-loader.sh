#!/bin/sh
# version: JDK 17 and 25, whichever is on the PATH
# guess:   A library that makes a thread by the constructor without inheritance, Thread(group, task, name, 0, false),
#          takes nothing from the thread that happens to call it, and cannot fail because of that one's class.
# seen:    On JDK 17 the constructor asks the calling thread for its context class loader all the same. Where the
#          caller is a subclass that overrides getContextClassLoader() and throws, no thread is made, and what it
#          threw comes out of the library: of the first use of an executor, a cleaner, a lazily started daemon.
#          On JDK 25 the constructor asks nobody then.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/Finding.java" <<'EOF'
class Finding {
    /** As in a container that allows no context class loader while its code runs. */
    static class Confined extends Thread {
        private final boolean made;

        Confined(Runnable task) {
            super(task);
            made = true;
        }

        @Override
        public ClassLoader getContextClassLoader() {
            if (made) {
                throw new UnsupportedOperationException("no context class loader here");
            }
            return super.getContextClassLoader();
        }
    }

    static String seen = "";

    public static void main(String[] args) throws Exception {
        Thread caller = new Confined(() -> {
            try {
                Thread daemon = new Thread(null, () -> {}, "daemon of a library", 0, false);
                seen = "made, " + daemon.getState();
            } catch (UnsupportedOperationException e) {
                seen = "not made: " + e.getMessage();
            }
        });
        caller.start();
        caller.join();
        int version = Runtime.version().feature();
        if (version != 17 && version != 25) {
            throw new IllegalStateException("JDK 17 or 25 is needed on the PATH, this is " + version);
        }
        String expected = version == 17 ? "not made: no context class loader here" : "made, NEW";
        System.out.println("version: JDK " + version);
        System.out.println("guess:   made, NEW");
        System.out.println("seen:    " + seen);
        if (!seen.equals(expected)) {
            System.out.println("The behaviour has changed; it was: " + expected);
            System.exit(1);
        }
    }
}
EOF
java "$work/Finding.java"
