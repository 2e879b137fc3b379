package dev.meerkat.benchmarks.charts;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of results. */
final class Json {

    private Json() {}

    /** @throws IOException where the file can't be read as JSON */
    static JsonNode tree(Path json) throws IOException {
        try {
            return JsonMapper.builder().build().readTree(json.toFile());
        } catch (JacksonException e) {
            throw new IOException(json + " can't be read as JSON", e);
        }
    }
}
