package dev.meerkat.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The modules of the build, by their folders, and their compiled classes. */
final class Modules {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

    private Modules() {}

    /** The folders of all modules, as the root pom names them. */
    static List<String> all() {
        try {
            return MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                    .results()
                    .map((MatchResult module) -> module.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root element of a module's pom. */
    static Element pom(String folder) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(ROOT.resolve(folder).resolve("pom.xml").toFile())
                    .getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the pom of " + folder + " can't be read", e);
        }
    }

    /** The folders of the modules that make up the product. */
    static List<String> rooms() {
        return Arrays.stream(Room.values()).map(room -> room.folder).toList();
    }

    static JavaClasses mainClasses(Collection<String> folders) {
        return classes(folders, "target/classes");
    }

    static JavaClasses testClasses(Collection<String> folders) {
        return classes(folders, "target/test-classes");
    }

    private static JavaClasses classes(Collection<String> folders, String where) {
        return new ClassFileImporter()
                .importPaths(folders.stream()
                        .map(folder -> ROOT.resolve(folder).resolve(where))
                        .filter(Files::isDirectory)
                        .toList());
    }
}
