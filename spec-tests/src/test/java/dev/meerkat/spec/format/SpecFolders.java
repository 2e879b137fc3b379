package dev.meerkat.spec.format;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where cases lie: what the system property {@code spec.tests} names, else the folder beside the repository. */
public final class SpecFolders {

    private static final String PROPERTY = "spec.tests";
    private static final Path DEFAULT = Path.of("shared", "spec-tests");

    private final List<Path> roots;
    private final boolean isDefault;

    private SpecFolders(List<Path> roots, boolean isDefault) {
        this.roots = roots;
        this.isDefault = isDefault;
    }

    /** Null where there are none. */
    public static @Nullable SpecFolders find() {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isBlank()) {
            return new SpecFolders(
                    Arrays.stream(given.split(File.pathSeparator, -1))
                            .map(path -> Path.of(path).toAbsolutePath().normalize())
                            .toList(),
                    false);
        }
        for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.isDirectory(above.resolve(DEFAULT))) {
                return new SpecFolders(List.of(above.resolve(DEFAULT)), true);
            }
        }
        return null;
    }

    /** How to say that there are none. */
    public static String missing() {
        return "The drivers' specification tests are not at ../" + DEFAULT + ": name their folder with -D" + PROPERTY
                + "=/path, or folders with " + File.pathSeparator + " between them";
    }

    /** Whether nobody has named others. */
    public boolean isDefault() {
        return isDefault;
    }

    /** All files of JSON, of the unified format or not, by folder and name. */
    public List<SpecFile> files() {
        return roots.stream()
                .flatMap(root -> paths(root).map(path -> SpecFile.read(folder(root, path), path)))
                .toList();
    }

    private static Stream<Path> paths(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths
                    .filter(path -> path.toString().endsWith(".json"))
                    .filter(path -> !parent(path).endsWith("invalid")) // of no format, on purpose
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Name a folder that exists with -D" + PROPERTY, e);
        }
    }

    private static String folder(Path root, Path file) {
        Path folder = Files.isDirectory(root) ? root.toAbsolutePath().relativize(parent(file)) : Path.of("");
        return folder.toString().isEmpty() ? name(Files.isDirectory(root) ? root : parent(root)) : folder.toString();
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static String name(Path folder) {
        return Objects.requireNonNull(folder.getFileName()).toString();
    }
}
