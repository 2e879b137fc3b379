package dev.meerkat.benchmarks.cost;

import dev.meerkat.faults.child.ChildJvm;
import dev.meerkat.faults.child.Lines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bson.Document;

/**
 * Some processes of one kind, which are asked the same things.
 *
 * <p><b>One clock.</b> {@link System#nanoTime} is, on Linux and macOS, the system's monotonic clock: one for all processes since
 * the machine was started. Java doesn't promise that, so {@link #start} sees for itself: each child is asked for its time, which
 * must lie between what the parent's clock says before and after the question.
 */
final class Company implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LOOKS_AT_THE_CLOCK = 5;

    private final List<ChildJvm> children = new ArrayList<>();
    private final ExecutorService asking;

    private Company(int processes) {
        asking = Executors.newFixedThreadPool(processes, task -> {
            Thread thread = new Thread(task, "ask");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts them and waits until all of them work.
     *
     * @param main calls {@link Lines#work}; its work answers {@code clock} by {@link #clock}
     * @param flags of each JVM
     * @param settings the first line of each; {@code place} is added, from 0
     * @param folder gets what they print and log
     * @throws IllegalStateException where their clocks are not this process's
     */
    static Company start(int processes, Class<?> main, List<String> flags, Document settings, Path folder) {
        Company company = new Company(processes);
        try {
            for (int place = 0; place < processes; place++) {
                String name = settings.getString("name") + "-" + place;
                Document its = new Document(settings).append("place", place);
                company.children.add(ChildJvm.start(name, main, flags, its, folder.resolve(name + ".log")));
            }
            company.children.forEach(ChildJvm::awaitReady);
            company.children.forEach(Company::compareClocks);
            return company;
        } catch (RuntimeException e) {
            company.close();
            throw e;
        }
    }

    private static void compareClocks(ChildJvm child) {
        for (int i = 0; i < LOOKS_AT_THE_CLOCK; i++) {
            long before = System.nanoTime();
            long there = Lines.number(child.ask("clock", new Document(), PATIENCE), "nanos");
            long after = System.nanoTime();
            if (there < before || there > after) {
                throw new IllegalStateException("System.nanoTime of two processes is not one clock on this machine: "
                        + child + " says " + there + " between " + before + " and " + after);
            }
        }
    }

    /** A child's answer to {@code clock}. */
    static Document clock() {
        return new Document("nanos", System.nanoTime());
    }

    /** Asks all of them at the same time and waits for all answers, which come in the order of their places. */
    List<Document> ask(String what, Document details) {
        List<CompletableFuture<Document>> answers = children.stream()
                .map(child -> CompletableFuture.supplyAsync(() -> child.ask(what, details, PATIENCE), asking))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** The sum of a number in all answers. */
    long sum(String what, Document details, String number) {
        return ask(what, details).stream()
                .mapToLong(answer -> Lines.number(answer, number))
                .sum();
    }

    int size() {
        return children.size();
    }

    @Override
    public void close() {
        children.parallelStream().forEach(ChildJvm::close);
        asking.shutdownNow();
    }
}
