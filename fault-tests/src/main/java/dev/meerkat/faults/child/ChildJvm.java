package dev.meerkat.faults.child;

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
import org.jspecify.annotations.Nullable;

/** The parent's side of a child: starts it, asks it, freezes and kills it. Thread-safe. */
public final class ChildJvm implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final PrintStream out;
    private final CompletableFuture<Document> ready = new CompletableFuture<>();
    private final ConcurrentMap<Integer, CompletableFuture<Document>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final Thread listener;
    private @Nullable Frozen frozen;

    private ChildJvm(String name, Process process, Document settings) {
        this.name = name;
        this.process = process;
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.listener = new Thread(this::listen, "hear-" + name);
        listener.setDaemon(true);
        listener.start();
        out.println(settings.toJson());
    }

    /**
     * Starts one with this JVM's Java, class path and choice of compiler; {@link #awaitReady} tells when it is there.
     *
     * @param name for people
     * @param main calls {@link Lines#work}
     * @param flags of the JVM; its collector is the serial one unless they choose another
     * @param settings its first line
     * @param log gets what it prints and logs
     */
    public static ChildJvm start(String name, Class<?> main, List<String> flags, Document settings, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(compiler());
        if (flags.stream().noneMatch(flag -> flag.matches("-XX:\\+Use\\w+GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dlogback.configurationFile=dev/meerkat/faults/child.xml");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildJvm(name, process, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("a process can't be started: " + e.getMessage(), e);
        }
    }

    private static List<String> compiler() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX:TieredStopAtLevel="))
                .toList();
    }

    private void listen() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                hear(Document.parse(line));
            }
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
        }
        ChildLostException lost = new ChildLostException(name + " has ended");
        ready.completeExceptionally(lost);
        answers.values().forEach(answer -> answer.completeExceptionally(lost));
    }

    private void hear(Document line) {
        if (line.containsKey("ready")) {
            ready.complete(line);
        } else if (line.containsKey("failed")) {
            ready.completeExceptionally(new ChildLostException(name + " can't go on: " + line.getString("failed")));
        } else {
            CompletableFuture<Document> answer = answers.remove(line.getInteger("to"));
            if (answer != null) {
                answer.complete(line);
            }
        }
    }

    /** Waits until it works. */
    public void awaitReady() {
        get(ready, START);
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws ChildLostException if none comes in time, or it is an error
     */
    public Document ask(String what, Document details, Duration patience) {
        int number = questions.incrementAndGet();
        CompletableFuture<Document> answer = new CompletableFuture<>();
        answers.put(number, answer);
        tell(new Document(details).append("ask", what).append("number", number));
        if (!listener.isAlive()) {
            answer.completeExceptionally(new ChildLostException(name + " has ended"));
        }
        return get(answer, patience);
    }

    private synchronized void tell(Document line) {
        out.println(line.toJson());
    }

    private Document get(CompletableFuture<Document> answer, Duration patience) {
        try {
            Document document = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (document.containsKey("error")) {
                throw new ChildLostException(name + ": " + document.getString("error"));
            }
            return document;
        } catch (TimeoutException e) {
            throw new ChildLostException(name + " did not answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ChildLostException lost ? lost : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildLostException("interrupted while waiting for " + name);
        }
    }

    /** The system's id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is there, frozen or not. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Freezes it by SIGSTOP. */
    public synchronized void freeze() {
        if (frozen == null) {
            frozen = Frozen.freeze(process.pid());
        }
    }

    /** Lets it go on by SIGCONT. */
    public synchronized void resume() {
        if (frozen != null) {
            frozen.close();
            frozen = null;
        }
    }

    /** Kills it by SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        join();
        forget();
    }

    private synchronized void forget() {
        if (frozen != null) {
            frozen.forget();
            frozen = null;
        }
    }

    /** Asks it to end, and kills it if it is frozen or takes too long. */
    @Override
    public void close() {
        resume();
        tell(new Document("ask", "stop"));
        if (!join()) {
            kill();
        }
    }

    private boolean join() {
        try {
            boolean ended = process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                listener.join(STOP.toMillis());
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
