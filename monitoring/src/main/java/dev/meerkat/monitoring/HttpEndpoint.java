package dev.meerkat.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meerkat.monitoring.Pages.Page;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's health and meters over HTTP, without a framework. Thread-safe.
 *
 * <ul>
 *   <li>{@code GET /api/health}: {@link Health} as JSON. Its code is 200 while cached results are served, or are not to be
 *       ({@link Status#UP}, {@link Status#DEGRADED}, {@link Status#OFF}), and 503 while they are to be and are not
 *       ({@link Status#STARTING}, {@link Status#SHUT}).
 *   <li>{@code GET /api/health/change-streams}: {@link ChangeStreamHealth} as JSON; always 200.
 *   <li>{@code GET /metrics}: what Prometheus scrapes, in its text format, or in OpenMetrics where the request accepts that.
 * </ul>
 *
 * <p><b>What to probe.</b> For alerts take {@code /api/health}. A startup or readiness probe may take it, if MongoDB must
 * not get the reads of processes whose cache serves nothing; but when gates shut they shut everywhere at once, and reads
 * would have been answered all the same. A liveness probe must not: to start a process anew opens no gate.
 * {@code /api/health/change-streams} answers 200 for as long as the process lives.
 *
 * <p>There is no authentication: whoever reaches the port may read. Queries and documents are not shown.
 */
public final class HttpEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final PrometheusMeterRegistry registry;
    private final Pages pages;

    private HttpEndpoint(HttpServer server, Supplier<Health> health, MeterBinder meters) {
        this.server = server;
        this.threads = threads();
        this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.bindTo(registry);
        this.pages = new Pages(health, registry);
    }

    /**
     * Opens the endpoint for this machine only.
     *
     * @param port 0 for any that is free; {@link #address} says which
     * @param health asked for each request
     * @param meters bound to a registry of its own
     * @return the open endpoint
     * @throws UncheckedIOException where the port can't be had
     */
    public static HttpEndpoint open(int port, Supplier<Health> health, MeterBinder meters) {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), health, meters);
    }

    /**
     * Opens the endpoint.
     *
     * @param address where to listen: of one of the machine's interfaces, or the wildcard address for all; port 0 for
     *     any
     * @param health asked for each request
     * @param meters bound to a registry of the endpoint's own
     * @return the open endpoint
     * @throws UncheckedIOException where the address can't be had
     */
    public static HttpEndpoint open(InetSocketAddress address, Supplier<Health> health, MeterBinder meters) {
        HttpServer server;
        try {
            if (address.isUnresolved()) {
                throw new IOException("the host is not known");
            }
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Meerkat's HTTP endpoint can't listen on " + address + " (" + e.getMessage()
                            + "). Give an address of this machine and a port that is free, or port 0 for any.",
                    e);
        }
        HttpEndpoint endpoint = new HttpEndpoint(server, health, meters);
        endpoint.start();
        return endpoint;
    }

    private static ThreadPoolExecutor threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "meerkat-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** From a daemon thread: the server's own thread takes after it, and must not keep the process alive. */
    private void start() {
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        CompletableFuture.runAsync(server::start, threads).join();
        LOG.info(
                "Meerkat's health and meters are at http://{}:{}/",
                address().getHostString(),
                address().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean head = method.equals("HEAD");
            Page page = head || method.equals("GET") ? page(exchange) : Pages.onlyGet();
            if (page.code() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            exchange.getResponseHeaders().set("Content-Type", page.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(page.code(), head ? -1 : page.body().length);
            if (!head) {
                exchange.getResponseBody().write(page.body());
            }
        }
    }

    private Page page(HttpExchange exchange) {
        try {
            String accept =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), "");
            return pages.page(exchange.getRequestURI().getPath(), accept);
        } catch (RuntimeException e) {
            LOG.warn("A page of Meerkat's HTTP endpoint could not be made.", e);
            return Pages.failure();
        }
    }

    /** {@return where it listens; with the port that was chosen, where 0 was asked for} */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops listening and ends the threads; requests under way are cut off. A second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
