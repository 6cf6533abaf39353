package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Crowd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdIT {
    private static final int VIRTUAL_THREADS = 21;

    @TempDir Path folder;

    @SomeJdk
    void countsExactlyFromManyThreads(Jdk jdk) {
        isExact(ForkedJvm.in(folder, Crowd.class).on(jdk).run());
    }

    @Test
    void countsExactlyFromVirtualThreads() {
        Jdk jdk = Jdks.all().get(Jdks.all().size() - 1);
        assumeTrue(jdk.feature() >= VIRTUAL_THREADS);

        isExact(ForkedJvm.in(folder, Crowd.class).on(jdk).arguments("virtual").run());
    }

    private static void isExact(EndedJvm jvm) {
        Report report = jvm.hasStatus(0).report().addsUp();
        List<String> expected = jvm.out().lines().toList();
        assertThat(expected).hasSize(48 + 1).last().isEqualTo("opened " + report.total("opened"));
        assertThat(report.leaks())
                .extracting(CrowdIT::siteAndCount)
                .containsExactlyInAnyOrderElementsOf(expected.subList(0, 48));
        assertThat(report.total("peakOpen")).isGreaterThanOrEqualTo(report.total("leaked"));
    }

    /** As the program says it: the opening method, under {@code choose}, and the outer one. */
    private static String siteAndCount(JsonObject leak) {
        List<String> stack = Report.strings(leak.getArray("openStack"));
        return method(stack.get(2)) + ' ' + method(stack.get(0)) + ' ' + leak.getInt("count");
    }

    private static String method(String frame) {
        String name = frame.substring(0, frame.indexOf('('));
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
