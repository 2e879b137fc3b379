package dev.meerkat.benchmarks.charts;

import dev.meerkat.benchmarks.Environment;
import dev.meerkat.benchmarks.peers.MatrixRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes the charts and tables of docs/benchmarks from a run's results: the program behind {@code benchmarks/charts}. */
public final class Charts {

    private static final int CAPTION_WIDTH = 130;

    private final Path results;
    private final Path docs;

    Charts(Path results, Path docs) {
        this.results = results;
        this.docs = docs;
    }

    /** Takes the folder of results, and that of the documents. Ends with 2 where there are no results. */
    public static void main(String[] arguments) throws IOException {
        Path results = Path.of(arguments[0]);
        if (!Files.exists(results.resolve(Environment.JSON))) {
            System.err.println(results + " holds no results: make some by benchmarks/run");
            System.exit(2);
        }
        new Charts(results, Path.of(arguments[1])).make().forEach(file -> System.out.println("  " + file));
    }

    /** Draws and writes all that there are figures of; returns the files. */
    List<Path> make() throws IOException {
        JsonNode environment = Json.tree(results.resolve(Environment.JSON));
        Drawings drawings = new Drawings(caption(environment));
        Map<String, Optional<BarChart>> charts = new LinkedHashMap<>();
        List<String> speed = List.of("Not measured yet.");
        Path matrix = results.resolve(MatrixRun.JSON);
        if (Files.exists(matrix)) {
            MatrixResults cells = MatrixResults.read(matrix);
            charts.put("reads.svg", drawings.speed(cells, 99, 8, false));
            charts.put("reads-delayed.svg", drawings.speed(cells, 99, 8, true));
            charts.put("half-writes.svg", drawings.speed(cells, 50, 8, false));
            charts.put("allocation.svg", drawings.allocation(cells, 99));
            speed = new SpeedTables(cells).lines();
        }
        Path costs = results.resolve("costs.json");
        if (Files.exists(costs)) {
            charts.put("staleness.svg", drawings.staleness(Json.tree(costs)));
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, Optional<BarChart>> chart : charts.entrySet()) {
            if (chart.getValue().isPresent()) {
                written.add(Files.writeString(
                        docs.resolve(chart.getKey()), chart.getValue().get().svg()));
            }
        }
        written.add(writePage(environment, speed));
        return written;
    }

    private Path writePage(JsonNode environment, List<String> speed) throws IOException {
        Path page = docs.resolve("README.md");
        String text = Files.readString(page);
        text = Page.with(text, "environment", environmentTable(environment));
        text = Page.with(text, "speed", speed);
        for (String table : List.of("table", "costs")) {
            Path lines = results.resolve(table + ".md");
            if (Files.exists(lines)) {
                text = Page.with(text, table, Files.readAllLines(lines));
            }
        }
        return Files.writeString(page, text);
    }

    private static List<String> environmentTable(JsonNode environment) {
        List<String> lines = new ArrayList<>(List.of("| | |", "|---|---|"));
        environment
                .properties()
                .forEach(fact ->
                        lines.add("| " + fact.getKey() + " | " + fact.getValue().asString() + " |"));
        return lines;
    }

    /** All facts, in as many lines as they take. */
    static List<String> caption(JsonNode environment) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, JsonNode> fact : environment.properties()) {
            String words = fact.getKey() + " " + fact.getValue().asString();
            if (line.length() > 0 && line.length() + words.length() > CAPTION_WIDTH) {
                lines.add(line.append(',').toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : ", ").append(words);
        }
        lines.add(line.toString());
        return lines;
    }
}
