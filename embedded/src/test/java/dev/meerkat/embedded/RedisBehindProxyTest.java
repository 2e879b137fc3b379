package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisBehindProxyTest {

    private static EmbeddedRedis redis;
    private FaultProxy proxy;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void start() {
        proxy = FaultProxy.to("127.0.0.1", redis.port());
    }

    @AfterEach
    void stop() {
        proxy.requireTraffic();
        proxy.close();
    }

    private String ask(String command) throws IOException {
        return RedisReply.to(command, proxy.port());
    }

    @Test
    void commandsGoThrough() throws IOException {
        assertThat(ask("SET a 1")).isEqualTo("OK");
        assertThat(ask("GET a")).isEqualTo("1");
    }

    @Test
    void aStalledRedisIsSilentUntilItIsResumed() throws IOException {
        proxy.stall();
        assertThatThrownBy(() -> ask("PING")).isInstanceOf(SocketTimeoutException.class);
        proxy.resume();

        assertThat(ask("PING")).isEqualTo("PONG");
    }

    @Test
    void aReplyBreaksOffInItsMiddle() throws IOException {
        ask("SET long " + "x".repeat(1000));
        proxy.toClient().limitBytes(500);
        assertThatThrownBy(() -> ask("GET long")).isInstanceOf(IOException.class);

        assertThat(ask("GET long")).hasSize(1000);
    }

    @Test
    void whileItIsCutNothingWorksAndThenItDoes() throws IOException {
        proxy.cut();
        assertThatThrownBy(() -> ask("PING")).isInstanceOf(IOException.class);
        proxy.restore();

        assertThat(ask("PING")).isEqualTo("PONG");
    }
}
