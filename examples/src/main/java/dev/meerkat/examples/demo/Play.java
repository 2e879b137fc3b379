package dev.meerkat.examples.demo;

import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import dev.meerkat.embedded.Servers;
import dev.meerkat.examples.demo.claims.Claim;
import dev.meerkat.examples.demo.claims.LeaderKilled;
import dev.meerkat.examples.demo.claims.MeerkatWrite;
import dev.meerkat.examples.demo.claims.NothingStale;
import dev.meerkat.examples.demo.claims.PlainWrite;
import dev.meerkat.examples.demo.claims.RealDocuments;
import dev.meerkat.examples.demo.claims.RedisRestarted;
import dev.meerkat.examples.demo.claims.SharedReads;
import dev.meerkat.examples.demo.claims.Verdict;
import dev.meerkat.examples.demo.data.DataSet;
import dev.meerkat.examples.demo.group.MemberLostException;
import dev.meerkat.examples.demo.group.MemberProcess;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Histogram;
import dev.meerkat.examples.demo.screen.Numbers;
import dev.meerkat.examples.demo.screen.Progress;
import dev.meerkat.examples.demo.screen.Screen;
import dev.meerkat.examples.demo.stage.Cleanup;
import dev.meerkat.examples.demo.stage.Delays;
import dev.meerkat.examples.demo.stage.PlainWriter;
import dev.meerkat.examples.demo.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/** The demo from its first line to its last. For one thread, once. */
final class Play {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration INTERRUPT = Duration.ofSeconds(1);

    private final Options options;
    private final Screen screen;
    private final Path folder;
    private final Cleanup cleanup;
    private final Map<String, Verdict> verdicts = new LinkedHashMap<>();
    private final List<String> servers = new ArrayList<>();
    private final long began = System.nanoTime();

    /**
     * @param folder for logs
     * @param cleanup undoes everything afterwards
     */
    Play(Options options, Screen screen, Path folder, Cleanup cleanup) {
        this.options = options;
        this.screen = screen;
        this.folder = folder;
        this.cleanup = cleanup;
    }

    /** Plays it; returns whether every claim held. */
    boolean run() throws IOException {
        Stage stage = open();
        DataSet data = load(stage);
        startProcesses(stage);
        stage.group().load();
        Histogram delays;
        Figures total = new Figures();
        try (PlainWriter writer = stage.writePlainly()) {
            delays = measure(stage);
            check(new RealDocuments(stage, data));
            check(new SharedReads(stage));
            check(new MeerkatWrite(stage));
            check(new PlainWrite(stage));
            check(new LeaderKilled(stage));
            check(new RedisRestarted(stage));
            total.add(writer.figures());
        }
        stage.group().close();
        Map<String, Figures> processes = stage.group().figures();
        processes.values().forEach(total::add);
        check(new NothingStale(total));
        return report(new Results(verdicts, processes, total, delays, secondsSince(began)));
    }

    private Stage open() throws IOException {
        screen.line("Meerkat: three JVMs share a cache that stays true while the documents change"
                + (options.withoutRule() ? ", here WITHOUT the validity rule" : ""));
        MongoServer mongo = Servers.mongo();
        cleanup.add(mongo::close);
        say(mongo.choice());
        RedisServer redis = Servers.redis();
        cleanup.add(redis::close);
        say(redis.choice());
        return new Stage(mongo, redis, folder, options.withoutRule(), cleanup);
    }

    private void say(String choice) {
        servers.add(choice);
        screen.line(choice);
    }

    private DataSet load(Stage stage) {
        long start = System.nanoTime();
        Progress progress = screen.progress("Loading");
        DataSet data = DataSet.load(stage.database(), progress::at);
        progress.done(Numbers.count(data.total()) + " documents in " + secondsSince(start) + " s");
        return data;
    }

    private void startProcesses(Stage stage) {
        long start = System.nanoTime();
        Progress progress = screen.progress("Starting");
        stage.group().start();
        progress.done(stage.group().members().size() + " JVMs in " + secondsSince(start) + " s"
                + (MemberProcess.compileQuickly() ? ", which compile quickly (C1 only)" : ""));
        screen.line(
                "Each reads and writes through repositories: LocaleRepository and TermRepository, wrapped as they are,"
                        + " and CurrencyRepository, made on a client that caches");
    }

    private Histogram measure(Stage stage) {
        Progress progress = screen.progress("Measuring");
        long start = System.nanoTime();
        double waiting = 0.8;
        pass(WARM_UP, share -> progress.at(share * 0.2));
        stage.group().measure();
        pass(duration(), share -> progress.at(0.2 + share * (waiting - 0.2)));
        Histogram delays = options.withoutRule()
                ? new Histogram()
                : Delays.measure(stage, writes(), share -> progress.at(waiting + share * (1 - waiting)));
        progress.done(secondsSince(start) + " s under load, which goes on during what follows");
        return delays;
    }

    private static void pass(Duration duration, DoubleConsumer progress) {
        long start = System.nanoTime();
        long passed = 0;
        while (passed < duration.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            passed = System.nanoTime() - start;
            progress.accept(Math.min(1, (double) passed / duration.toNanos()));
        }
    }

    /** As asked for; in the short form less where the machine was slow up to here, so that a minute suffices. */
    private Duration duration() {
        long seconds = options.seconds();
        return Duration.ofSeconds(
                options.brief()
                        ? Math.max(Math.min(seconds, 3), Math.min(seconds, 20 - secondsSince(began)))
                        : seconds);
    }

    private int writes() {
        return options.brief() ? 60 : 200;
    }

    private void check(Claim claim) {
        Progress progress = screen.progress("Checking");
        progress.at(0);
        Verdict verdict;
        try {
            verdict = claim.check();
        } catch (MemberLostException e) {
            if (cleanup.isInterruptedWithin(INTERRUPT)) {
                throw e;
            }
            verdict = Verdict.failed(claim, e);
        }
        verdicts.put(claim.title(), verdict);
        screen.erase();
        screen.line(mark(verdict.state()) + " " + verdict.text());
    }

    private static String mark(Verdict.State state) {
        return switch (state) {
            case HOLDS -> "✓";
            case FAILS -> "✗";
            case NOT_SHOWN -> "–";
        };
    }

    private boolean report(Results results) throws IOException {
        screen.row("");
        ResultTable.lines(results).forEach(screen::row);
        screen.line(ResultTable.legend(results.total()));
        screen.line(ResultTable.delays(results.delays(), writes()));
        screen.line(
                results.isGood()
                        ? "All claims hold" + (results.count(Verdict.State.NOT_SHOWN) > 0 ? " that could be shown" : "")
                                + ": " + results.count(Verdict.State.HOLDS) + " in " + results.seconds() + " s."
                        : results.count(Verdict.State.FAILS) + " of "
                                + results.verdicts().size() + " claims do NOT hold (" + results.seconds() + " s).");
        if (options.json() != null) {
            JsonReport.write(options.json(), options, servers, results);
        }
        return results.isGood();
    }

    private static long secondsSince(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 1e9);
    }
}
