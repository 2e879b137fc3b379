package dev.meerkat.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the Docker engine for a sign of life, over its socket and without any library: a machine that has only the
 * client costs no time and prints nothing.
 */
final class DockerProbe {

    private static final long LIMIT_MILLIS = 3000;
    private static final String PING = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";

    private DockerProbe() {}

    /** Whether an engine answers within 3 seconds. */
    static boolean answers(Map<String, String> environment) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer.complete(ask(environment)), "docker-probe");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            asking.interrupt(); // which closes the channel that it may still be waiting for
        }
    }

    private static boolean ask(Map<String, String> environment) {
        String host = environment.get("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            SocketAddress address = address(host.trim());
            return address != null && ask(address, environment.containsKey("DOCKER_TLS_VERIFY"));
        }
        return candidates(environment).stream()
                .filter(Files::exists)
                .anyMatch(socket -> ask(UnixDomainSocketAddress.of(socket), false));
    }

    private static List<Path> candidates(Map<String, String> environment) {
        List<Path> sockets = new ArrayList<>();
        sockets.add(Path.of("/var/run/docker.sock"));
        String home = environment.get("HOME");
        if (home != null) {
            sockets.add(Path.of(home, ".docker", "run", "docker.sock"));
            sockets.add(Path.of(home, ".docker", "desktop", "docker.sock"));
        }
        String runtime = environment.get("XDG_RUNTIME_DIR");
        if (runtime != null) {
            sockets.add(Path.of(runtime, "docker.sock"));
        }
        return sockets;
    }

    /** Where DOCKER_HOST points; null for a kind that can't be asked (ssh, a named pipe). */
    private static @Nullable SocketAddress address(String host) {
        try {
            URI uri = URI.create(host);
            if ("unix".equals(uri.getScheme())) {
                return UnixDomainSocketAddress.of(uri.getPath());
            }
            boolean tcp = "tcp".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return tcp && uri.getHost() != null
                    ? new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort())
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** An encrypted port is taken to belong to an engine if it accepts the connection. */
    private static boolean ask(SocketAddress address, boolean encrypted) {
        boolean local = address instanceof UnixDomainSocketAddress;
        try (SocketChannel channel =
                SocketChannel.open(local ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET)) {
            channel.connect(address);
            if (encrypted) {
                return true;
            }
            channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer reply = ByteBuffer.allocate(256);
            while (reply.hasRemaining() && channel.read(reply) >= 0) {
                String text = new String(reply.array(), 0, reply.position(), StandardCharsets.US_ASCII);
                if (text.contains("\r\n")) {
                    return text.matches("(?s)HTTP/1\\.[01] 200.*");
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
