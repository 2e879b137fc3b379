package dev.meerkat.examples.demo.member;

import dev.meerkat.examples.demo.measure.Audit;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Pace;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Reads at a bounded rate, measures and audits every read. One thread, and a few more for reads at the same moment. */
final class Load implements Runnable {

    private static final int TICKS_PER_SECOND = 100;
    private static final int READS_PER_TICK = 20;
    private static final int TICKS_BETWEEN_RUSHES = 50;
    private static final int RUSH = 4;

    private final ReadMix mix;
    private final Meter meter;
    private final Audit audit;
    private final Figures figures;
    private final Runnable begun;
    private final BooleanSupplier goOn;

    /**
     * @param begun is told after the first reads
     * @param goOn whether to go on
     */
    Load(ReadMix mix, Meter meter, Audit audit, Figures figures, Runnable begun, BooleanSupplier goOn) {
        this.mix = mix;
        this.meter = meter;
        this.audit = audit;
        this.figures = figures;
        this.begun = begun;
        this.goOn = goOn;
    }

    @Override
    public void run() {
        ExecutorService rush = Executors.newFixedThreadPool(RUSH, Load::daemon);
        try {
            Pace pace = new Pace(TICKS_PER_SECOND);
            for (int tick = 0; goOn.getAsBoolean(); tick++) {
                for (int i = 0; i < READS_PER_TICK; i++) {
                    read(mix.next());
                }
                if (tick == 0) {
                    begun.run();
                }
                if (tick % TICKS_BETWEEN_RUSHES == 0) {
                    meter.readAtOnce(rush, RUSH, mix.cold()::run, figures);
                }
                pace.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            rush.shutdownNow();
        }
    }

    private void read(ReadMix.Read read) {
        Reading<? extends List<?>> reading;
        try {
            reading = meter.read(read::run);
        } catch (RuntimeException e) {
            figures.count(Figures.Total.FAILED_READS);
            figures.note("a read failed: " + e);
            return;
        }
        if (reading.bypass() == null) {
            figures.read(reading.tier());
        } else {
            figures.bypassed(reading.bypass());
        }
        figures.latency(reading.tier()).add(reading.nanos());
        reading.value().forEach(value -> audit.check(value, reading.began()));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-rush");
        thread.setDaemon(true);
        return thread;
    }
}
