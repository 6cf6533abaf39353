package io.github.sqliteleak.weave;

import java.util.List;

/** Names of the driver's classes that are woven, apart from what is woven into them. */
final class DriverClasses {
    /** Internal names, for drivers of 3.39.2 and later; those before have one more. */
    static final List<String> WOVEN =
            List.of(
                    Probes.DB,
                    Probes.NATIVE_DB,
                    Probes.POINTER,
                    Probes.STATEMENT,
                    Probes.RESULT_SET,
                    Probes.STEPPED_RESULT_SET,
                    Probes.BASE_CONNECTION,
                    Probes.PLAIN_CONNECTION,
                    Probes.PLAIN_STATEMENT,
                    Probes.CONNECTION);

    private DriverClasses() {}
}
