package dev.meerkat.spec.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A file of the unified test format.
 *
 * @param folder where it lies, below the folder that was given
 * @param name the file's name without its ending
 * @param content all of it
 */
public record SpecFile(String folder, String name, BsonDocument content) {

    private static final String SUPPORTED_MAJOR = "1.";

    /** Reads a file. */
    public static SpecFile read(String folder, Path path) {
        String name = path.getFileName().toString().replaceFirst("\\.json$", "");
        try {
            return new SpecFile(folder, name, BsonDocument.parse(Files.readString(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is of the unified format at all: folders hold other files too. */
    public boolean isUnified() {
        return content.isString("schemaVersion") && content.isArray("tests");
    }

    /** Its cases, in its order. */
    public List<SpecCase> cases() {
        return content.getArray("tests").stream()
                .map(test -> new SpecCase(this, test.asDocument()))
                .toList();
    }

    BsonArray array(String name) {
        return content.getArray(name, new BsonArray());
    }

    /** Whether this runner reads that version of the format. */
    boolean isOfKnownVersion() {
        return version().startsWith(SUPPORTED_MAJOR);
    }

    String version() {
        return content.getString("schemaVersion", new BsonString("none")).getValue();
    }
}
