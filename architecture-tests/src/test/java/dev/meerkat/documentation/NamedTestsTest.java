package dev.meerkat.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every test that the documentation names exists, and every pain has one. */
class NamedTestsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** {@code `SomeTest`} or {@code `SomeTest.itsMethod`}. */
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:\\.(\\w+))?`");

    private static final Pattern PAIN = Pattern.compile("^\\| (\\d+) \\|.*", Pattern.MULTILINE);

    @TestFactory
    Stream<DynamicTest> everyTestThatAPageNamesExists() throws IOException {
        Map<String, List<String>> tests = tests();
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(
                        ROOT.relativize(page).toString(),
                        () -> assertThat(missing(Files.readString(page), tests)).isEmpty()));
    }

    @Test
    void eachOfTheFifteenPainsHasATest() throws IOException {
        List<MatchResult> rows = PAIN.matcher(Files.readString(ROOT.resolve("docs/pains.md")))
                .results()
                .toList();
        assertThat(rows)
                .extracting(row -> Integer.valueOf(row.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
        assertThat(rows).allMatch(row -> NAMED.matcher(row.group()).results().anyMatch(name -> name.group(2) != null));
    }

    @Test
    void aTestThatIsMissingIsFound() {
        Map<String, List<String>> tests = Map.of("OneTest", List.of("class OneTest {\n    @Test\n    void works() {}"));
        assertThat(missing("`OneTest.works`, `OneTest` and `Two.works`", tests)).isEmpty();
        assertThat(missing("`OneTest.fails`, `TwoTest`, `OneTest.work`", tests))
                .containsExactly("`OneTest.fails`", "`TwoTest`", "`OneTest.work`");
    }

    private static List<String> missing(String page, Map<String, List<String>> tests) {
        return NAMED.matcher(page)
                .results()
                .filter(name -> tests.getOrDefault(name.group(1), List.of()).stream()
                        .noneMatch(source -> name.group(2) == null || has(source, name.group(2))))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean has(String source, String method) {
        return Pattern.compile("(?:void|>) " + method + "\\(").matcher(source).find();
    }

    /** The sources of all tests by the names of their classes, which may be the same in several modules. */
    private static Map<String, List<String>> tests() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, 20, (path, attributes) -> path.toString().matches(".*/src/test/java/.*(Test|Contract)\\.java"))) {
            return files.collect(Collectors.groupingBy(
                    file -> file.getFileName().toString().replace(".java", ""),
                    Collectors.mapping(NamedTestsTest::read, Collectors.toList())));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            docs.filter(page -> page.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
