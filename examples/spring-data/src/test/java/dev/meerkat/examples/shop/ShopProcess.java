package dev.meerkat.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** The shop in a JVM of its own. */
final class ShopProcess implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final String TEA =
            "{\"id\":\"tea\",\"name\":\"Tea\",\"category\":\"drinks\",\"price\":400,\"stock\":10,\"tags\":[]}";

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started Shop in");

    private final Process process;
    private final Path log;
    private volatile RestClient http = RestClient.create();

    private ShopProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one; its log is written to a folder. */
    static ShopProcess start(Path folder, List<String> options, List<String> properties) throws IOException {
        Path log = folder.resolve("application.log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.add("--server.port=0");
        command.addAll(properties);
        return new ShopProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** Waits until the application has started so many times, and its cache serves. */
    void awaitServing(int starts) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(this::log).isTrue();
            return STARTED.matcher(log()).results().count() >= starts;
        });
        List<MatchResult> ports = PORT.matcher(log()).results().toList();
        http = RestClient.create(
                "http://localhost:" + ports.get(ports.size() - 1).group(1));
        await().atMost(PATIENCE).until(() -> get("/actuator/health/meerkat").contains("\"serving\":true"));
    }

    String get(String path) {
        return String.valueOf(http.get().uri(path).retrieve().body(String.class));
    }

    void post(String path, String json) {
        http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .retrieve()
                .toBodilessEntity();
    }

    void put(String path, String json) {
        http.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .retrieve()
                .toBodilessEntity();
    }

    /** How many of such commands about products its client has sent since it started. */
    int sent(String command) {
        String meter = http.get()
                .uri("/actuator/metrics/mongodb.driver.commands?tag=command:" + command + "&tag=collection:products")
                .exchange((request, response) -> response.getStatusCode().equals(HttpStatus.NOT_FOUND)
                        ? "{\"statistic\":\"COUNT\",\"value\":0}"
                        : new String(response.getBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        Matcher count =
                Pattern.compile("\"statistic\":\"COUNT\",\"value\":(\\d+)").matcher(String.valueOf(meter));
        assertThat(count.find()).as(meter).isTrue();
        return Integer.parseInt(count.group(1));
    }

    long pid() {
        return process.pid();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to stop and waits until it has. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
