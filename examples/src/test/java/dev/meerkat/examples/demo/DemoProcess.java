package dev.meerkat.examples.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo as a newcomer runs it: a JVM of its own, whose output goes to a file. */
final class DemoProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private DemoProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Undoes what a shell does to background processes, and through them to these tests: they would ignore Ctrl-C. */
    private static final List<String> HEARING_CTRL_C = List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV");

    /**
     * Starts it.
     *
     * @param folder for its output and its temporary files
     */
    static DemoProcess start(Path folder, Map<String, String> environment, String... options) throws IOException {
        return start(List.of(), folder, environment, options);
    }

    /** Whether {@link #startInForeground} can. */
    static boolean canStartInForeground() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, HEARING_CTRL_C.get(0))));
    }

    /** The same, as if started in a terminal's foreground. */
    static DemoProcess startInForeground(Path folder, Map<String, String> environment, String... options)
            throws IOException {
        return start(HEARING_CTRL_C, folder, environment, options);
    }

    private static DemoProcess start(
            List<String> through, Path folder, Map<String, String> environment, String... options) throws IOException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(through);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Demo.class.getName()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new DemoProcess(builder.start(), output);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits for its end; returns its status. */
    int await() throws InterruptedException {
        if (!process.waitFor(200, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo has not ended");
        }
        return process.exitValue();
    }

    /** The processes that it has started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Sends a signal by its name: INT is what Ctrl-C sends, TERM what {@code kill} does. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("couldn't send " + name);
        }
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = descendants();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
