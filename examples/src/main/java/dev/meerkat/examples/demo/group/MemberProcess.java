package dev.meerkat.examples.demo.group;

import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.member.Member;
import dev.meerkat.examples.demo.member.MemberSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/** The parent's side of one process: starts it, asks it, kills it. Thread-safe. */
public final class MemberProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final MemberSettings settings;
    private final Process process;
    private final PrintStream out;
    private final CompletableFuture<Document> ready = new CompletableFuture<>();
    private final ConcurrentMap<Integer, CompletableFuture<Document>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final Thread listener;
    private volatile Figures figures = new Figures();

    private MemberProcess(MemberSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.listener = new Thread(this::listen, "demo-" + settings);
        listener.setDaemon(true);
        listener.start();
        out.println(settings.toDocument().toJson());
    }

    /**
     * Starts one with this JVM's Java, class path and compiler; {@link #awaitReady} tells when it is there.
     *
     * @param log gets what it logs
     */
    static MemberProcess start(MemberSettings settings, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(compilerFlags());
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=dev/meerkat/examples/demo/logback.xml",
                "-Ddemo.log=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Member.class.getName()));
        try {
            return new MemberProcess(
                    settings,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("a process can't be started: " + e.getMessage(), e);
        }
    }

    private static List<String> compilerFlags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX:TieredStopAtLevel="))
                .toList();
    }

    /** Whether processes are started without the compiler that takes long to make the fastest code. */
    public static boolean compileQuickly() {
        return !compilerFlags().isEmpty();
    }

    private void listen() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                hear(Document.parse(line));
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
        }
        MemberLostException lost = new MemberLostException(this + " has ended");
        ready.completeExceptionally(lost);
        answers.values().forEach(answer -> answer.completeExceptionally(lost));
    }

    private void hear(Document line) {
        if (line.containsKey("figures")) {
            figures = Figures.of(line.get("figures", Document.class));
        } else if (line.containsKey("ready")) {
            ready.complete(line);
        } else if (line.containsKey("failed")) {
            ready.completeExceptionally(new MemberLostException(this + " can't start: " + line.getString("failed")));
        } else {
            CompletableFuture<Document> answer = answers.remove(line.getInteger("to"));
            if (answer != null) {
                answer.complete(line);
            }
        }
    }

    /** Waits until it has wrapped its repositories. */
    void awaitReady() {
        get(ready, START);
    }

    /** Asks; the answer comes later, or a {@link MemberLostException} if the process ends before. */
    public CompletableFuture<Document> ask(String question, Document details) {
        int number = questions.incrementAndGet();
        CompletableFuture<Document> answer = new CompletableFuture<>();
        answers.put(number, answer);
        tell(new Document("ask", question).append("number", number), details);
        if (!listener.isAlive()) {
            answer.completeExceptionally(new MemberLostException(this + " has ended"));
        }
        return answer;
    }

    /** Tells it to do something that has no answer. */
    public void tell(String order) {
        tell(new Document("ask", order), new Document());
    }

    private void tell(Document order, Document details) {
        order.putAll(details);
        synchronized (out) {
            out.println(order.toJson());
        }
    }

    /**
     * Waits for an answer.
     *
     * @throws MemberLostException if it doesn't come in time, or is an error
     */
    public Document get(CompletableFuture<Document> answer, Duration patience) {
        try {
            Document document = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (document.containsKey("error")) {
                throw new MemberLostException(this + ": " + document.getString("error"));
            }
            return document;
        } catch (TimeoutException e) {
            throw new MemberLostException(this + " did not answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MemberLostException lost ? lost : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MemberLostException("interrupted while waiting for " + this);
        }
    }

    /** 1, 2 or 3. */
    public int number() {
        return settings.number();
    }

    /** The system's id of the process. */
    public long pid() {
        return process.pid();
    }

    /** What it counted, as far as it has told. */
    public Figures figures() {
        return figures;
    }

    /** Kills it by SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        join(STOP);
    }

    /** Asks it to end and kills it if it takes too long. What it counted last is in {@link #figures} then. */
    @Override
    public void close() {
        tell("stop");
        if (!join(STOP)) {
            kill();
        }
    }

    private boolean join(Duration patience) {
        try {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                listener.join(patience.toMillis());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
