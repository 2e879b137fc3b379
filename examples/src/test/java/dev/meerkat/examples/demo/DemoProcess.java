package dev.meerkat.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * Starts it.
     *
     * @param folder for its output and its temporary files
     */
    static DemoProcess start(Path folder, Map<String, String> environment, String... options) throws IOException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        if (!process.waitFor(110, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo has not ended");
        }
        return process.exitValue();
    }

    /** The processes that it has started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** As Ctrl-C or {@code kill} would end it. */
    void terminate() {
        process.destroy();
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
