package dev.meerkat.examples.demo;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Histogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** The results as JSON: durations in the unit that their name ends with. */
final class JsonReport {

    private JsonReport() {}

    static void write(Path file, Options options, List<String> servers, Results results) throws IOException {
        JsonWriterSettings settings = JsonWriterSettings.builder()
                .outputMode(JsonMode.RELAXED)
                .indent(true)
                .build();
        Files.writeString(file, document(options, servers, results).toJson(settings) + "\n");
    }

    static Document document(Options options, List<String> servers, Results results) {
        List<Document> claims = new ArrayList<>();
        results.verdicts()
                .forEach((title, verdict) -> claims.add(new Document("claim", title)
                        .append("state", verdict.state().name())
                        .append("text", verdict.text())
                        .append("figures", verdict.figures())));
        Document processes = new Document();
        results.processes().forEach((name, figures) -> processes.append(name, reads(figures)));
        return new Document("short", options.brief())
                .append("withoutRule", options.withoutRule())
                .append("java", System.getProperty("java.version"))
                .append("processors", Runtime.getRuntime().availableProcessors())
                .append("servers", servers)
                .append("seconds", results.seconds())
                .append("holds", results.isGood())
                .append("claims", claims)
                .append("processes", processes)
                .append("together", reads(results.total()).append("latency", latencies(results.total())))
                .append("invalidationDelayMicros", histogram(results.delays()));
    }

    private static Document reads(Figures figures) {
        long all = figures.reads();
        Document tiers = new Document();
        long hits = figures.reads(Tier.NEAR.name()) + figures.reads(Tier.SHARED.name());
        for (Tier tier : Tier.values()) {
            tiers.append(tier.name(), figures.reads(tier.name()));
        }
        return new Document("reads", all)
                .append("byTier", tiers)
                .append("bypassed", new Document(figures.bypasses()))
                .append("hitRatio", ratio(hits, all))
                .append("bypassedShare", ratio(figures.reads(Figures.BYPASSED), all));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static Document latencies(Figures figures) {
        Document latencies = new Document();
        for (Tier tier : Tier.values()) {
            latencies.append(tier.name() + "Nanos", histogram(figures.latency(tier.name())));
        }
        return latencies.append(Figures.BYPASSED + "Nanos", histogram(figures.latency(Figures.BYPASSED)));
    }

    private static Document histogram(Histogram histogram) {
        return new Document("count", histogram.count())
                .append("p50", histogram.percentile(0.5))
                .append("p99", histogram.percentile(0.99))
                .append("max", histogram.max());
    }
}
