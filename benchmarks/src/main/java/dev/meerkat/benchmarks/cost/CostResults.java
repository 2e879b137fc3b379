package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was found so far, in two files, {@code costs.json} and {@code costs.md}: written anew after each measure, so that one
 * that fails takes nothing away from those before it. Used by one thread.
 */
final class CostResults {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final CostPlan plan;
    private final Environment environment;
    private final List<Figures> all = new ArrayList<>();

    CostResults(Path folder, CostPlan plan, Environment environment) {
        this.folder = folder;
        this.plan = plan;
        this.environment = environment;
    }

    /** Adds figures, shows them on the screen and writes all. */
    void add(List<Figures> figures) throws IOException {
        all.addAll(figures);
        figures.forEach(one -> {
            CostTable.of(one).forEach(System.out::println);
            System.out.println();
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("short", plan.brief());
        json.put("environment", environment.facts());
        json.put("measures", all.stream().map(Figures::toJson).toList());
        Files.writeString(folder.resolve("costs.json"), JSON.writeValueAsString(json) + "\n");
        List<String> lines = new ArrayList<>(List.of(String.join(
                ", ",
                environment.facts().entrySet().stream()
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .toList())));
        lines.add("");
        all.forEach(one -> {
            lines.addAll(CostTable.of(one));
            lines.add("");
        });
        Files.write(folder.resolve("costs.md"), lines);
    }
}
