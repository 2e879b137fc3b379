package dev.meerkat.embedded.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * What a real MongoDB of version 4.2 answered to a fixed script: the steps by section, in their order.
 *
 * @param databases what the script works in: each section starts without them
 */
record Recording(List<String> databases, Map<String, List<Step>> sections) {

    /** The wire version of the server that was recorded. */
    static final int WIRE_VERSION = 8;

    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final Pattern DATABASE = Pattern.compile("\"(shop2?|nosuchdb)([\".])");

    static Recording load() {
        InputStream resource = Objects.requireNonNull(Recording.class.getResourceAsStream("mongodb-4.2.jsonl"));
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return of(
                    List.of("shop", "shop2"),
                    reader.lines().map(BsonDocument::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same script in databases of other names, so that it disturbs nobody's. */
    Recording in(String prefix) {
        List<BsonDocument> lines = sections.values().stream()
                .flatMap(List::stream)
                .map(step -> BsonDocument.parse(
                        DATABASE.matcher(step.line().toJson(CANONICAL)).replaceAll("\"" + prefix + "$1$2")))
                .toList();
        return of(databases.stream().map(name -> prefix + name).toList(), lines);
    }

    static Recording of(List<String> databases, List<BsonDocument> lines) {
        Map<String, List<Step>> sections = new LinkedHashMap<>();
        for (BsonDocument line : lines) {
            Step step = Step.of(line);
            sections.computeIfAbsent(step.section(), name -> new ArrayList<>()).add(step);
        }
        return new Recording(databases, sections);
    }

    /** The steps of a section. */
    List<Step> steps(String section) {
        return Objects.requireNonNull(sections.get(section), () -> "no section " + section);
    }
}
