package io.github.sqliteleak.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
    @Test
    void leavesPackagesOut() {
        assertThat(shortened("com.example.Repo.load(R.java:1)", "com.example.Repo.save(R.java:2)"))
                .containsExactly("Repo.load", "Repo.save");
    }

    @Test
    void takesAsMuchOfThePackageAsTellsNamesApart() {
        assertThat(
                        shortened(
                                "com.example.stock.db.Repo.load(R.java:1)",
                                "com.example.orders.db.Repo.load(R.java:1)",
                                "com.example.Other.load(R.java:1)"))
                .containsExactly("stock.db.Repo.load", "orders.db.Repo.load", "Other.load");
    }

    @Test
    void endsWhenThereIsNoPackageLeft() {
        assertThat(
                        shortened(
                                "a.Repo.load(R.java:1)",
                                "Repo.load(R.java:1)",
                                "a.Repo.load(R.java:9)",
                                "",
                                "..(",
                                "x.y.Repo.load"))
                .containsExactly("a.Repo.load", "Repo.load", "a.Repo.load", "", ".", "y.Repo.load");
    }

    private static List<String> shortened(String... frames) {
        List<HtmlFrame> parsed = Stream.of(frames).map(HtmlFrame::of).toList();
        ShortNames names = new ShortNames(parsed);
        return parsed.stream().map(names::of).toList();
    }
}
