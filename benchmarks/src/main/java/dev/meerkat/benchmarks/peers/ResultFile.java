package dev.meerkat.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** One file of what JMH wrote of each cell. */
final class ResultFile {

    private final JsonMapper json = JsonMapper.builder().build();
    private final ArrayNode all = json.createArrayNode();
    private final Path file;

    ResultFile(Path file) {
        this.file = file;
    }

    int size() {
        return all.size();
    }

    /** Moves a cell's results here. */
    void add(Path cell) throws IOException {
        try {
            all.addAll((ArrayNode) json.readTree(cell.toFile()));
            json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
            Files.delete(cell);
        } catch (JacksonException e) {
            throw new IOException(cell + " can't be added to " + file, e);
        }
    }
}
