package dev.meerkat.examples.demo.stage;

import dev.meerkat.examples.demo.measure.AuditedWriter;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.SharedTimes;
import dev.meerkat.examples.demo.repositories.LocaleRepository;
import java.util.List;
import java.util.stream.IntStream;

/** Changes half of the audited documents behind the caches' back, by a plain driver, until it is closed. */
public final class PlainWriter implements AutoCloseable {

    private static final double WRITES_PER_SECOND = 20;

    private final Figures figures = new Figures();
    private final Thread thread;
    private volatile boolean running = true;

    PlainWriter(LocaleRepository locales, List<String> audited, SharedTimes times) {
        List<Integer> rows = IntStream.range(1, audited.size())
                .filter(row -> row % 2 == 0)
                .boxed()
                .toList();
        AuditedWriter writer = new AuditedWriter(locales, locales, "a plain driver", audited, rows, times);
        this.thread =
                new Thread(() -> writer.writeAll(rows, WRITES_PER_SECOND, figures, () -> running), "demo-plain-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** What it wrote. */
    public Figures figures() {
        return figures;
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
