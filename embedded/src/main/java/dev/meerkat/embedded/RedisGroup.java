package dev.meerkat.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Redis servers that live and go together, each in a folder of its own inside of a common one. They end with this JVM: a
 * shutdown hook kills them, and should the JVM itself be killed, a watching shell does within about a second.
 */
final class RedisGroup implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final int ATTEMPTS = 5;
    private static final long READY_NANOS = 60_000_000_000L;

    private final Path home;
    private final String program;
    private final @Nullable ServerCertificate tls;
    private final List<RedisProcess> processes = new ArrayList<>();
    private boolean closed;

    private RedisGroup(RedisProgram program, @Nullable ServerCertificate tls) {
        this.tls = tls;
        home = ServerProcess.temporaryFolder("redis");
        try {
            this.program = program.in(home);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts what the function starts in a new group: anew where another program took a port in the meantime. */
    static <T> T start(RedisProgram program, @Nullable ServerCertificate tls, Function<RedisGroup, T> start) {
        for (int attempt = 1; ; attempt++) {
            RedisGroup group = new RedisGroup(program, tls);
            try {
                return start.apply(group);
            } catch (RuntimeException e) {
                group.close();
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("in use")) {
                    throw e;
                }
            }
        }
    }

    /** Starts a server without persistence, with these arguments, and waits until it answers. */
    RedisProcess server(String... arguments) {
        int port = ServerProcess.freePort();
        int clientPort = clientPort(port);
        List<String> command = new ArrayList<>(List.of(program, "--port", Integer.toString(port), "--bind", HOST));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
        command.addAll(List.of("--repl-diskless-sync-delay", "0"));
        Path folder = folder(port);
        command.addAll(List.of("--dir", folder.toString()));
        command.addAll(List.of(arguments));
        List<String> settings = tlsSettings(clientPort);
        for (int i = 0; i < settings.size(); i += 2) {
            command.add("--" + settings.get(i));
            command.add(settings.get(i + 1));
        }
        return start(new RedisProcess(command, folder, home, port, clientPort));
    }

    /** Starts a sentinel with these lines in its configuration, and waits until it answers. */
    RedisProcess sentinel(String... lines) {
        int port = ServerProcess.freePort();
        int clientPort = clientPort(port);
        Path folder = folder(port);
        List<String> all = new ArrayList<>(List.of("port " + port, "bind " + HOST, "dir " + folder));
        List<String> settings = tlsSettings(clientPort);
        for (int i = 0; i < settings.size(); i += 2) {
            all.add(settings.get(i) + " " + settings.get(i + 1));
        }
        all.addAll(List.of(lines));
        try {
            Path configuration = Files.write(folder.resolve("sentinel.conf"), all);
            List<String> command = List.of(program, configuration.toString(), "--sentinel");
            return start(new RedisProcess(command, folder, home, port, clientPort));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + folder, e);
        }
    }

    private int clientPort(int port) {
        return tls == null ? port : ServerProcess.freePort();
    }

    private List<String> tlsSettings(int port) {
        return tls == null ? List.of() : tls.settings(port);
    }

    boolean isEncrypted() {
        return tls != null;
    }

    /** The start of a URL of this kind. */
    String scheme(String kind) {
        return (tls == null ? "redis" : "rediss") + kind + "://";
    }

    private RedisProcess start(RedisProcess process) {
        processes.add(process);
        process.start();
        return process;
    }

    private Path folder(int port) {
        try {
            return Files.createDirectory(home.resolve(Integer.toString(port)));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " is in use twice in " + home, e);
        }
    }

    /** Waits until the servers have got so far. */
    static void await(String what, BooleanSupplier condition, Supplier<String> state) {
        long deadline = System.nanoTime() + READY_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " took too long. The last that was heard: " + state.get());
            }
            EmbeddedRedis.pauseBriefly();
        }
    }

    /** Holds all files, the program too. */
    Path home() {
        return home;
    }

    /** Ends all servers and deletes their folder. Idempotent. */
    @Override
    public synchronized void close() {
        processes.forEach(RedisProcess::kill);
        if (!closed) {
            closed = true;
            try {
                ServerProcess.delete(home);
            } catch (UncheckedIOException e) {
                home.toFile().deleteOnExit();
            }
        }
    }
}
