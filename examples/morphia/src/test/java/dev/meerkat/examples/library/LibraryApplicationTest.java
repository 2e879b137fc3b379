package dev.meerkat.examples.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryApplicationTest {

    @Test
    void itShowsThatWhatWasReadOnceSendsNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LibraryApplication.run(new PrintStream(out, true, UTF_8));
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("  again"))
                .hasSize(4)
                .allMatch(line -> line.contains("nothing"));
        assertThat(lines).anyMatch(line -> line.startsWith("a book and its author") && line.contains("find"));
        assertThat(lines).anyMatch(line -> line.startsWith("ada borrows") && line.contains("1 insert, 2 update"));
        assertThat(lines.get(lines.size() - 1)).endsWith("The Modern Prometheus, by Mary Shelley, 1 here");
    }
}
