package dev.meerkat.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server program that dies with this JVM: at its exit through a shutdown hook, and when it is killed through a small
 * shell that watches both. Its output goes to a file in its folder.
 */
final class ServerProcess {

    private static final String WATCH = resource("watch.sh");
    private static final long GONE_SECONDS = 10;

    private final Process process;
    private final Path output;
    private final Thread hook;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.hook = new Thread(process::destroyForcibly, "stop-" + process.pid());
    }

    static ServerProcess start(List<String> command, Path folder) {
        return start(command, folder, folder);
    }

    /** The same with a folder to be removed, should this JVM be killed, that is not the one worked in. */
    static ServerProcess start(List<String> command, Path folder, Path home) {
        try {
            Path output = folder.resolve("output.log");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            ServerProcess started = new ServerProcess(process, output);
            Runtime.getRuntime().addShutdownHook(started.hook);
            watch(process.pid(), home);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("can't run " + command.get(0), e);
        }
    }

    /** Kills the server once this JVM is gone, and removes its folder then. */
    private static void watch(long server, Path folder) throws IOException {
        String parent = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("sh", "-c", WATCH, "sh", parent, Long.toString(server), folder.toString())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ServerProcess.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + name, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(GONE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " doesn't end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this JVM is ending: the hook has run or will
        }
    }

    /** Sends a signal by its name. */
    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (!kill.waitFor(GONE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("couldn't send " + name + " to process " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of what it printed, for an error message. */
    String lastOutput() {
        try {
            List<String> lines = Files.readAllLines(output);
            return lines.isEmpty()
                    ? "nothing"
                    : "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "nothing";
        }
    }

    /** A port of the loopback interface that is free now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    static Path temporaryFolder(String name) {
        try {
            return Files.createTempDirectory("meerkat-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("can't create a temporary folder", e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + folder, e);
        }
    }
}
