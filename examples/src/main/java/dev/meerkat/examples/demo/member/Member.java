package dev.meerkat.examples.demo.member;

import dev.meerkat.examples.demo.measure.Audit;
import dev.meerkat.examples.demo.measure.AuditedWriter;
import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.measure.Pace;
import dev.meerkat.examples.demo.measure.SharedTimes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * One of the processes that share the cache. Started by the demo with its settings as the first line of standard input. It
 * ends when told to, and at once when standard input does, as happens however its parent dies.
 */
public final class Member {

    private static final double WRITES_PER_SECOND = 7;
    private static final double REPORTS_PER_SECOND = 2;
    private static final int STOP_SECONDS = 3;

    private final MemberSettings settings;
    private final Channel channel;
    private final Figures figures = new Figures();
    private final ExecutorService threads = Executors.newCachedThreadPool(Member::daemon);
    private volatile boolean running = true;

    private Member(MemberSettings settings, Channel channel) {
        this.settings = settings;
        this.channel = channel;
    }

    /** Runs until standard input ends. */
    public static void main(String[] args) {
        Channel channel = Channel.open();
        Document settings = channel.receive();
        if (settings == null) {
            return;
        }
        int status = 0;
        try {
            new Member(MemberSettings.of(settings), channel).run();
        } catch (IOException | RuntimeException e) {
            channel.send(new Document("failed", String.valueOf(e.getMessage())));
            e.printStackTrace();
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    private void run() throws IOException {
        SharedTimes times = SharedTimes.map(settings.times(), settings.rows());
        try (WrappedRepositories repositories = new WrappedRepositories(settings)) {
            Meter meter = repositories.meter();
            Questions questions = new Questions(
                    repositories, meter, new Poller(repositories.locales(), meter, times, settings.seenRow()));
            channel.send(new Document("ready", true));
            for (Document line = channel.receive(); line != null; line = channel.receive()) {
                switch (line.getString("ask")) {
                    case "load" -> load(repositories, meter, times, line.getInteger("number"));
                    case "measure" -> figures.clearLatencies();
                    case "stop" -> {
                        stopThreads();
                        return;
                    }
                    default -> answer(questions, line);
                }
            }
            Runtime.getRuntime().halt(1);
        }
    }

    private void answer(Questions questions, Document line) {
        threads.execute(() -> {
            Document answer;
            try {
                answer = questions.answer(line);
            } catch (RuntimeException e) {
                answer = new Document("error", e.toString());
            }
            channel.send(answer.append("to", line.get("number")));
        });
    }

    /** Answers when it has begun to read. */
    private void load(WrappedRepositories repositories, Meter meter, SharedTimes times, int question) {
        Audit audit = new Audit(settings.audited(), times, settings.maxStaleness(), figures);
        Runnable begun = () -> channel.send(new Document("to", question));
        begin(() -> new Load(new ReadMix(repositories, settings), meter, audit, figures, begun, () -> running).run());
        begin(() -> {
            List<Integer> rows = rowsOfMember();
            AuditedWriter writer = new AuditedWriter(
                    repositories.locales(),
                    repositories.uncachedLocales(),
                    settings.toString(),
                    settings.audited(),
                    rows,
                    times);
            writer.writeAll(rows, WRITES_PER_SECOND, figures, () -> running);
        });
        begin(this::report);
    }

    /** The odd rows are written through Meerkat, shared out among the processes; a plain driver writes the even ones. */
    private List<Integer> rowsOfMember() {
        return IntStream.range(0, settings.audited().size())
                .filter(row -> row % 2 == 1 && row / 2 % MemberSettings.MEMBERS == settings.number() - 1)
                .boxed()
                .toList();
    }

    /** Tells the parent what was counted so far, often, since this process may be killed at any time. */
    private void report() {
        Pace pace = new Pace(REPORTS_PER_SECOND);
        while (running) {
            pace.await();
            channel.send(new Document("figures", figures.toDocument()));
        }
    }

    private void begin(Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                figures.count(Figures.Total.FAILED_READS);
                figures.note("a thread of the load ended: " + e);
                e.printStackTrace();
            }
        });
    }

    private void stopThreads() {
        running = false;
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.send(new Document("figures", figures.toDocument()));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo");
        thread.setDaemon(true);
        return thread;
    }
}
