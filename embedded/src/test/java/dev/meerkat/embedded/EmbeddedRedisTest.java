package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedRedisTest {

    private EmbeddedRedis redis;

    @BeforeAll
    void start() {
        redis = EmbeddedRedis.start(RedisProgram.bundled());
    }

    @AfterAll
    void stop() {
        redis.close();
        redis.close();
    }

    /** One inline command; the first line of the answer, and for a bulk string the second too. */
    private String ask(String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", redis.port())) {
            socket.setSoTimeout(2000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = in.readLine();
            return first.startsWith("$") && !first.equals("$-1") ? in.readLine() : first;
        }
    }

    @Test
    void itIsARealRedis() throws IOException {
        assertThat(ask("SET a 1")).isEqualTo("+OK");
        assertThat(ask("GET a")).isEqualTo("1");
        assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port());
        assertThat(ProcessHandle.of(redis.pid())).isPresent();
    }

    @Test
    void aStoppedRedisIsGoneAndComesBackEmptyOnItsPort() throws IOException {
        ask("SET b 1");
        long before = redis.pid();

        redis.stop();

        assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
        assertThatThrownBy(() -> ask("PING")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(redis::pid).isInstanceOf(IllegalStateException.class).hasMessageContaining("restart");

        int port = redis.port();
        redis.restart();

        assertThat(redis.port()).isEqualTo(port);
        assertThat(ask("GET b")).isEqualTo("$-1");
    }

    @Test
    void aPausedRedisIsSilentUntilItIsResumed() throws IOException {
        redis.pause();
        try {
            assertThatThrownBy(() -> ask("PING")).isInstanceOf(SocketTimeoutException.class);
        } finally {
            redis.resume();
        }
        assertThat(ask("PING")).isEqualTo("+PONG");
    }

    @Test
    void itForgetsAllKeysOnDemand() throws IOException {
        ask("SET c 1");

        redis.flushAll();

        assertThat(ask("DBSIZE")).isEqualTo(":0");
    }

    @Test
    void itRefusesWritesAndStillReads() throws IOException {
        ask("SET d 1");

        redis.refuseWrites();

        assertThat(ask("SET d 2")).startsWith("-NOREPLICAS");
        assertThat(ask("DEL d")).startsWith("-NOREPLICAS");
        assertThat(ask("GET d")).isEqualTo("1");
        assertThatThrownBy(redis::flushAll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NOREPLICAS");

        redis.acceptWrites();
        assertThat(ask("SET d 2")).isEqualTo("+OK");
    }

    @Test
    void itAcceptsWritesAgainAfterARestart() throws IOException {
        redis.refuseWrites();

        redis.restart();

        assertThat(ask("SET e 1")).isEqualTo("+OK");
    }

    @Test
    void itDiesWithTheJvmThatStartedItAndItsFilesGo() throws Exception {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisParent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = child.inputReader();
        long server = Long.parseLong(out.readLine());
        Path files = Path.of(out.readLine());
        assertThat(files).isNotEmptyDirectory();
        assertThat(ProcessHandle.of(server)).isPresent();

        child.destroyForcibly().waitFor();

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        ProcessHandle.of(server).filter(ProcessHandle::isAlive).isEmpty() && Files.notExists(files));
    }

    /** Starts a Redis, says its process id and waits to be killed. */
    static final class RedisParent {
        private RedisParent() {}

        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedRedis started = EmbeddedRedis.start(RedisProgram.bundled());
            System.out.println(started.pid());
            System.out.println(started.folder());
            System.out.flush();
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void aProgramThatIsNoServerIsReportedWithItsOutput() {
        assertThatThrownBy(() -> EmbeddedRedis.start(RedisProgram.at("/bin/false")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/bin/false");
    }
}
