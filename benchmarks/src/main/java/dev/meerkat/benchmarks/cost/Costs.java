package dev.meerkat.benchmarks.cost;

import dev.meerkat.benchmarks.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Takes the measures and prints the tables: the program behind {@code benchmarks/costs}. */
public final class Costs {

    private static final List<Measure> MEASURES =
            List.of(new InvalidationDelay(), new LogRecordCost(), new HotKeys(), new EntryMemory(), new StaleReads());

    private Costs() {}

    /** Ends with 0 where all was measured, 1 where that failed, 2 where the command line can't be understood. */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        if (List.of(arguments).contains("--help")) {
            System.out.println(CostPlan.USAGE);
            return;
        }
        CostPlan plan;
        try {
            plan = CostPlan.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + CostPlan.USAGE);
            System.exit(2);
            return;
        }
        System.exit(run(plan));
    }

    private static int run(CostPlan plan) throws IOException {
        Path results = Path.of("benchmarks", "target", "results");
        Path folder = results.resolve("costs-logs");
        Files.createDirectories(folder);
        // Children that don't notice the end of their input, or would take their time.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy)));
        try (CostStage stage = new CostStage(folder)) {
            System.out.println("The servers, in a JVM of their own:");
            stage.choices().forEach(choice -> System.out.println("  " + choice));
            CostResults found =
                    new CostResults(results, plan, Environment.of(stage.mongoUri(), stage.redisUrl(), stage.choices()));
            for (Measure measure : measures(plan)) {
                long begun = System.nanoTime();
                System.out.print(measure.name() + " ... ");
                System.out.flush();
                List<Figures> figures = measure.take(stage, plan);
                System.out.printf("%.0f s%n%n", (System.nanoTime() - begun) / 1e9);
                found.add(figures);
            }
            return 0;
        } catch (RuntimeException e) {
            System.out.println("failed: " + e.getMessage());
            LoggerFactory.getLogger(Costs.class).error("The run could not go on; logs are in {}", folder, e);
            return 1;
        }
    }

    private static List<Measure> measures(CostPlan plan) {
        List<Measure> measures = new ArrayList<>(MEASURES);
        measures.removeIf(measure -> !plan.only().matcher(measure.name()).find());
        if (measures.isEmpty()) {
            throw new IllegalArgumentException("No measure's name has a match of " + plan.only());
        }
        return measures;
    }
}
