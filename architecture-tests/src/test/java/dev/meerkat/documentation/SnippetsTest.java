package dev.meerkat.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every block of Java in the manual and in the README is a region of a test that passes. */
class SnippetsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TestFactory
    Stream<DynamicTest> theManualsCodeIsThatOfATest() throws IOException {
        return pages().stream()
                .flatMap(page -> Snippet.in(read(page))
                        .map(snippet -> DynamicTest.dynamicTest(
                                ROOT.relativize(page) + ":" + snippet.line(), () -> check(snippet))));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> manual = Files.list(ROOT.resolve("docs/manual"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), manual.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static void check(Snippet snippet) throws IOException {
        assertThat(snippet.region())
                .as(
                        "a block of Java needs a line before it that names a region of a test: <!-- snippet: ClassName#tag -->")
                .isNotNull();
        String[] name = snippet.region().split("#", 2);
        assertThat(snippet.text())
                .as("the text of " + snippet.region() + ": copy the region into the page")
                .isEqualTo(Snippet.regionOf(read(test(name[0])), name[1]));
    }

    private static Path test(String className) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (path, attributes) ->
                        path.endsWith(className + ".java") && path.toString().contains("/src/test/"))) {
            List<Path> found = files.toList();
            assertThat(found).as("tests of the name " + className).hasSize(1);
            return found.get(0);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aBlockIsTakenWithTheRegionThatIsNamedBeforeIt() {
        String page =
                "text\n<!-- snippet: ATest#one -->\n```java\na();\n  b();\n```\nmore\n```java\nc();\n```\n```sh\nd\n```\n";
        assertThat(Snippet.in(page))
                .containsExactly(new Snippet(2, "ATest#one", "a();\n  b();"), new Snippet(8, null, "c();"));
    }

    @Test
    void aRegionLosesItsIndentationAndTheMarksOfOthers() {
        String source =
                "x\n    // tag::one[]\n    a();\n      // tag::two[]\n      b();\n      // end::two[]\n    // end::one[]\ny\n";
        assertThat(Snippet.regionOf(source, "one")).isEqualTo("a();\n  b();");
        assertThat(Snippet.regionOf(source, "two")).isEqualTo("b();");
        assertThat(Snippet.regionOf(source, "three")).isNull();
    }
}
