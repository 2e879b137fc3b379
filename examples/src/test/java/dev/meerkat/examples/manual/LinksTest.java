package dev.meerkat.examples.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every link from page to page, and to a heading within a page, leads somewhere. */
class LinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)(?<file>[^)#]*)(?:#(?<heading>[^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
                                    .map(ROOT::resolve),
                            docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList()
                    .stream()
                    .map(page -> DynamicTest.dynamicTest(
                            ROOT.relativize(page).toString(),
                            () -> assertThat(dead(page)).isEmpty()));
        }
    }

    private static Set<String> dead(Path page) throws IOException {
        return LINK.matcher(prose(page))
                .results()
                .filter(link -> !leadsSomewhere(page, link.group(1), link.group(2)))
                .map(link -> link.group().substring(1))
                .collect(Collectors.toSet());
    }

    private static boolean leadsSomewhere(Path from, String file, @Nullable String heading) {
        Path to = file.isEmpty() ? from : from.resolveSibling(file).normalize();
        try {
            return Files.exists(to) && (heading == null || headings(to).contains(heading));
        } catch (IOException e) {
            return false;
        }
    }

    /** The names that GitHub gives to a page's headings. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String prose(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll("");
    }
}
