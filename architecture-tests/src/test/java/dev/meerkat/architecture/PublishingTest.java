package dev.meerkat.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What is published; what a build makes of it is the matter of {@code checks/published}. */
class PublishingTest {
    private static final Pattern VERSION = Pattern.compile("dev\\.meerkat[^/]*</groupId>\\s*"
            + "<artifactId>[^<]*</artifactId>\\s*<version>([^<]*)<|dev\\.meerkat:[a-z-]+:([^\")\\s]+)");

    @Test
    void theBomNamesWhatIsPublishedAndNothingElse() throws Exception {
        var published = Modules.all().stream()
                .filter(PublishingTest::isPublished)
                .map(Modules::pom)
                .filter(pom -> text(pom, "packaging").isEmpty())
                .map(pom -> "dev.meerkat:" + text(pom, "artifactId").orElseThrow() + ":${project.version}")
                .toList();
        Stream<Element> managed =
                child(Modules.pom("bom"), "dependencyManagement").flatMap(it -> child(it, "dependencies")).stream()
                        .flatMap(PublishingTest::children);
        assertThat(managed.map(it ->
                        String.join(":", children(it).map(Node::getTextContent).toList())))
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theRoomsArePublishedOnceThereIsSomethingInThem() {
        assertThat(Modules.all().stream().filter(PublishingTest::isPublished))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("bom"),
                                Modules.rooms().stream()
                                        .filter(room -> Modules.mainClasses(List.of(room)).stream()
                                                .anyMatch(type ->
                                                        !type.getSimpleName().equals("package-info"))))
                        .toList());
    }

    @Test
    void whatIsPublishedSaysWhatItIs() {
        assertThat(Modules.all().stream().filter(PublishingTest::isPublished).map(Modules::pom))
                .allSatisfy(pom -> {
                    assertThat(text(pom, "name").orElse("")).startsWith("Meerkat");
                    assertThat(text(pom, "description").orElse("")).endsWith(".");
                });
    }

    @Test
    void theExampleAndTheManualNameThisVersion() throws IOException {
        String version = text(Modules.pom("."), "version").orElseThrow();
        assertThat(child(Modules.pom("examples/quickstart"), "properties").flatMap(it -> text(it, "meerkat.version")))
                .hasValue(version);
        try (Stream<Path> pages = Files.list(Modules.ROOT.resolve("docs/manual"))) {
            for (Path page : pages.toList()) {
                assertThat(VERSION.matcher(Files.readString(page))
                                .results()
                                .map((MatchResult it) -> it.group(1) == null ? it.group(2) : it.group(1)))
                        .as("versions of Meerkat in " + page)
                        .allMatch(version::equals);
            }
        }
    }

    private static boolean isPublished(String folder) {
        return child(Modules.pom(folder), "properties")
                .flatMap(properties -> text(properties, "maven.deploy.skip"))
                .filter("false"::equals)
                .isPresent();
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent);
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).filter(it -> it.getTagName().equals(name)).findFirst();
    }

    private static Stream<Element> children(Element parent) {
        return Stream.iterate(parent.getFirstChild(), it -> it != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
