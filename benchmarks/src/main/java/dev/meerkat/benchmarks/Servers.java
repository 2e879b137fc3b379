package dev.meerkat.benchmarks;

import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB and Redis in a JVM of their own, so that their work is not counted in the JVM that is measured. That JVM ends when
 * its input does: with this one, whatever happens.
 */
final class Servers implements AutoCloseable {

    private static final int LINES = 6;

    private final Process process;
    private final List<String> lines;

    private Servers(Process process, List<String> lines) {
        this.process = process;
        this.lines = lines;
    }

    /** The other JVM: prints what was taken and where it is, and waits. */
    public static void main(String[] arguments) throws IOException {
        try (MongoServer mongo = dev.meerkat.embedded.Servers.mongo();
                RedisServer redis = dev.meerkat.embedded.Servers.redis();
                SlowNetwork network = SlowNetwork.to(mongo, redis)) {
            List.of(mongo.choice(), redis.choice(), mongo.uri(), redis.url(), network.mongo(), network.redis())
                    .forEach(System.out::println);
            while (System.in.read() >= 0) {
                // nothing is ever sent
            }
        }
    }

    static Servers start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Servers.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .limit(LINES)
                    .toList();
            if (lines.size() < LINES) {
                process.destroy();
                throw new IllegalStateException("The servers did not start; what they printed stands above");
            }
            return new Servers(process, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was taken, in two lines. */
    List<String> choices() {
        return lines.subList(0, 2);
    }

    String mongo() {
        return lines.get(2);
    }

    String redis() {
        return lines.get(3);
    }

    /** The same over a slow network, where they are this run's own. */
    Addresses.@Nullable Delayed delayed() {
        return lines.get(4).isEmpty() ? null : new Addresses.Delayed(lines.get(4), lines.get(5));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
