package dev.meerkat.examples.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void linesAreBrokenBetweenWordsAndFitTheScreen() {
        screen(false, StandardCharsets.UTF_8).line("✓ " + "word ".repeat(60) + "end");
        assertThat(text().lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.length() <= Screen.WIDTH)
                .first()
                .asString()
                .startsWith("✓ word");
        assertThat(text().lines().skip(1)).allMatch(line -> line.startsWith("  word") || line.equals("  end"));
    }

    @Test
    void asciiStandsInWhereSignsAreMissing() {
        Screen ascii = screen(false, StandardCharsets.US_ASCII);
        ascii.line("✓ p50 3 µs");
        ascii.line("✗ – Türkiye");
        assertThat(text()).isEqualToNormalizingNewlines("[ok] p50 3 us\n[FAILED] - T?rkiye\n");
        assertThat(Signs.in(StandardCharsets.UTF_8).translate("✓µ")).isEqualTo("✓µ");
        assertThat(Signs.in(StandardCharsets.ISO_8859_1).translate("✓")).isEqualTo("[ok]");
    }

    @Test
    void progressIsABarOnATerminalAndOneLineStays() {
        Progress progress = screen(true, StandardCharsets.UTF_8).progress("Loading");
        progress.done("10 documents");
        assertThat(text()).startsWith("\r\033[KLoading   ░░░").contains("  0 %").endsWith("Loading   10 documents\n");
        assertThat(text().split("\r")).allMatch(line -> line.length() < Screen.WIDTH);
    }

    @Test
    void elsewhereProgressHasNoControlCharacters() {
        Screen plain = screen(false, StandardCharsets.UTF_8);
        Progress progress = plain.progress("Loading");
        progress.at(0.5);
        progress.done("10 documents");
        plain.erase();
        assertThat(text()).isEqualToNormalizingNewlines("Loading   10 documents\n");
    }

    @Test
    void aNarrowTerminalGetsShortLines() {
        assertThat(List.of(Screen.width(null), Screen.width("200"), Screen.width("x"), Screen.width("0")))
                .containsOnly(Screen.WIDTH);
        assertThat(Screen.width("80")).isEqualTo(79);
        assertThat(Screen.width("10")).isEqualTo(40);
        Screen narrow = new Screen(out, true, Screen.width("50"), Signs.in(StandardCharsets.UTF_8));
        narrow.line("word ".repeat(30));
        narrow.progress("Loading");
        assertThat(text().lines().map(line -> line.replace("\033[K", ""))).allMatch(line -> line.length() < 50);
    }

    @Test
    void nothingFollowsTheLastLine() {
        Screen screen = screen(true, StandardCharsets.UTF_8);
        Progress progress = screen.progress("Loading");
        screen.end("Interrupted.");
        String atTheEnd = text();
        progress.done("10 documents");
        screen.line("more");
        screen.row("more");
        screen.progress("Measuring");
        assertThat(text()).isEqualTo(atTheEnd).endsWith("\r\033[KInterrupted.\n");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table()
                .row(List.of("", "near", "all"))
                .row(List.of("process 1", "12", "1,234"))
                .row(List.of("p50", "–", ""));
        assertThat(table.lines())
                .containsExactly("           near    all", "process 1    12  1,234", "p50           –");
        assertThatThrownBy(() -> table.row(List.of("one"))).hasMessageContaining("1 cells among rows of 3");
    }

    @Test
    void numbersAreAsPeopleReadThem() {
        assertThat(Numbers.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Numbers.share(1, 3)).isEqualTo("33.3 %");
        assertThat(Numbers.share(0, 0)).isEqualTo("–");
        assertThat(List.of(
                        Numbers.nanos(850),
                        Numbers.nanos(12_300),
                        Numbers.nanos(2_500_000),
                        Numbers.nanos(12_000_000_000L)))
                .containsExactly("0.9 µs", "12 µs", "2.5 ms", "12 s");
    }

    private Screen screen(boolean live, Charset charset) {
        return new Screen(out, live, Screen.WIDTH, Signs.in(charset));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
