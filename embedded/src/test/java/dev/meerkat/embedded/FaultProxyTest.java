package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy between plain sockets. */
@Timeout(60)
class FaultProxyTest {

    private ServerSocket listening;
    private FaultProxy proxy;

    /** The two ends of a connection through the proxy. */
    private record Ends(Socket client, Socket server) implements AutoCloseable {

        void say(Socket from, String text) throws IOException {
            from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        void expect(Socket at, String text) throws IOException {
            at.setSoTimeout(20_000);
            assertThat(new String(at.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(text);
        }

        void expectEnd(Socket at) throws IOException {
            at.setSoTimeout(20_000);
            assertThat(at.getInputStream().read()).isEqualTo(-1);
        }

        void expectReset(Socket at) throws IOException {
            at.setSoTimeout(20_000);
            assertThatThrownBy(() -> at.getInputStream().read()).isInstanceOf(SocketException.class);
        }

        void expectSilence(Socket at) throws IOException {
            at.setSoTimeout(100);
            assertThatThrownBy(() -> at.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @BeforeEach
    void start() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(20_000);
        proxy = FaultProxy.to("127.0.0.1", listening.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.requireTraffic();
        proxy.close();
        listening.close();
    }

    /** Two ends that have exchanged five bytes in either direction. */
    private Ends connect() throws IOException {
        Socket client = new Socket("127.0.0.1", proxy.port());
        Ends ends = new Ends(client, listening.accept());
        ends.say(client, "hello");
        ends.expect(ends.server, "hello");
        ends.say(ends.server, "world");
        ends.expect(client, "world");
        return ends;
    }

    @Test
    void bytesAreForwardedAndCounted() throws IOException {
        try (Ends one = connect();
                Ends two = connect()) {
            one.say(one.client, "!");
            one.expect(one.server, "!");
            two.say(two.client, "?");
            two.expect(two.server, "?");
        }
        assertThat(proxy.toServer().bytesForwarded()).isEqualTo(12);
        assertThat(proxy.toClient().bytesForwarded()).isEqualTo(10);
    }

    @Test
    void muchIsForwardedToASlowReader() throws Exception {
        byte[] much = new byte[20_000_000];
        much[much.length - 1] = 1;
        try (Ends ends = connect()) {
            Thread writer = new Thread(() -> {
                try {
                    ends.server.getOutputStream().write(much);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            assertThat(ends.client.getInputStream().readNBytes(much.length)).isEqualTo(much);
            writer.join();
        }
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() throws IOException {
        try (Ends ends = connect()) {
            ends.say(ends.server, "bye");
            ends.server.close();
            ends.expect(ends.client, "bye");
            ends.expectEnd(ends.client);
        }
        try (Ends ends = connect()) {
            ends.client.close();
            ends.expectEnd(ends.server);
        }
    }

    @Test
    void aCutResetsConnectionsAndNewOnesUntilItIsRestored() throws IOException {
        try (Ends ends = connect()) {
            assertThat(proxy.cut()).isOne();
            ends.expectReset(ends.client);
            ends.expectReset(ends.server);
            try (Ends refused = new Ends(new Socket("127.0.0.1", proxy.port()), ends.server)) {
                refused.expectReset(refused.client);
            }
            proxy.restore();
            connect().close();
        }
    }

    @Test
    void aStallHoldsBytesInItsDirectionOnly() throws IOException {
        try (Ends ends = connect()) {
            proxy.toClient().stall();
            ends.say(ends.server, "late");
            ends.say(ends.client, "early");

            ends.expect(ends.server, "early");
            ends.expectSilence(ends.client);
            proxy.toClient().resume();
            ends.expect(ends.client, "late");
        }
    }

    @Test
    void aStalledProxyTakesConnectionsAndForwardsNothing() throws IOException {
        connect().close();
        proxy.stall();
        try (Socket client = new Socket("127.0.0.1", proxy.port());
                Ends ends = new Ends(client, listening.accept())) {
            ends.say(client, "a");
            ends.expectSilence(ends.server);
            proxy.resume();
            ends.expect(ends.server, "a");
        }
    }

    @Test
    void delayedBytesAreOvertakenByThoseOfOtherConnectionsButNotOfTheirOwn() throws Exception {
        try (Ends slow = connect();
                Ends fast = connect()) {
            proxy.toServer().delay(Duration.ofSeconds(5));
            long before = proxy.toServer().bytesForwarded();
            slow.say(slow.client, "a");
            slow.expectSilence(slow.server);
            proxy.toServer().delay(Duration.ZERO);
            slow.say(slow.client, "b");
            fast.say(fast.client, "c");

            fast.expect(fast.server, "c");
            assertThat(proxy.toServer().bytesForwarded()).isEqualTo(before + 1);
            slow.expect(slow.server, "ab");
        }
    }

    @Test
    void whatIsDelayedStillComesAfterItsSenderHasGone() throws IOException {
        try (Ends ends = connect()) {
            proxy.delay(Duration.ofMillis(200));
            ends.say(ends.server, "last words");
            ends.server.close();
            ends.expect(ends.client, "last words");
            ends.expectEnd(ends.client);
        }
    }

    @Test
    void aLimitBreaksOneConnectionOffAfterTheLastByte() throws IOException {
        try (Ends ends = connect();
                Ends other = connect()) {
            proxy.toClient().limitBytes(3);
            ends.say(ends.server, "abcdef");

            ends.expect(ends.client, "abc");
            ends.expectEnd(ends.client);
            other.say(other.server, "abcdef");
            other.expect(other.client, "abcdef");
        }
    }

    @Test
    void aLimitCountsOverSeveralMessagesAndEndsAfterAWholeOneToo() throws IOException {
        try (Ends ends = connect()) {
            proxy.toServer().limitBytes(6);
            ends.say(ends.client, "abc");
            ends.expect(ends.server, "abc");
            ends.say(ends.client, "def");
            ends.expect(ends.server, "def");
            ends.expectEnd(ends.server);
        }
    }

    @Test
    void withoutAServerConnectionsAreReset() throws IOException {
        connect().close();
        try (FaultProxy early = FaultProxy.start();
                Socket client = new Socket("127.0.0.1", early.port())) {
            client.setSoTimeout(20_000);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(early::requireTraffic)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(early.address());
        }
    }

    @Test
    void aServerThatIsGoneResetsItsClients() throws IOException {
        connect().close();
        listening.close();
        try (Socket client = new Socket("127.0.0.1", proxy.port())) {
            client.setSoTimeout(20_000);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closingEndsAllConnectionsAndTheThread() throws IOException {
        try (Ends ends = connect()) {
            proxy.toClient().stall();
            ends.say(ends.server, "held");

            proxy.close();
            proxy.close();

            ends.expectEnd(ends.client);
            assertThatThrownBy(() -> new Socket("127.0.0.1", proxy.port()).close())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(proxy::stall)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("fault-proxy")));
    }

    @Test
    void whatIsNegativeIsRefused() throws IOException {
        connect().close();
        assertThatThrownBy(() -> proxy.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.toClient().limitBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
