package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static dev.meerkat.cache.CacheProcess.tag;
import static dev.meerkat.cache.CacheProcess.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meerkat.cache.Outcome.Tier;
import dev.meerkat.cache.spi.InMemoryRemoteTier;
import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.ManualTicker;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several callers who miss the same thing at once. */
final class FlightsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(100);
    private final Hold hold = new Hold();

    @Test
    void laterReadersWaitForTheFirstFill() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        Loader loader = asof -> {
            loads.incrementAndGet();
            hold.here();
            return found("v1", asof);
        };
        Reading first = reading(1, loader);
        hold.awaitArrival();
        List<Reading> later = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            later.add(reading(1, loader));
        }
        later.forEach(Reading::awaitWaiting);
        hold.release();

        assertThat(first.servedFrom(Tier.FILLED)).isEqualTo("v1");
        for (Reading reading : later) {
            assertThat(reading.servedFrom(Tier.JOINED)).isEqualTo("v1");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void readersOfOtherThingsDoNotWait() throws Exception {
        Reading first = reading(1, held("v1"));
        hold.awaitArrival();

        assertThat(process.readFrom(Tier.FILLED, 2, "w1")).isEqualTo("w1");
        hold.release();
        first.servedFrom(Tier.FILLED);
    }

    @Test
    void aReaderAfterAChangeDoesNotJoinAFillFromBeforeIt() throws Exception {
        Reading before = reading(1, held("old"));
        hold.awaitArrival();
        process.cache.written(new Invalidation.Documents(101, CacheProcess.ORDERS, tag(1)));

        assertThat(process.readFrom(Tier.FILLED, 1, "new")).isEqualTo("new");
        hold.release();
        assertThat(before.servedFrom(Tier.FILLED)).isEqualTo("old");
        assertThat(process.readFrom(Tier.NEAR, 1, "not asked")).isEqualTo("new");
    }

    @Test
    void theFillThatTookOverIsTheOneToJoin() throws Exception {
        Reading before = reading(1, held("old"));
        hold.awaitArrival();
        process.changed(1, 101);
        Hold second = new Hold();
        Reading after = reading(1, asof -> {
            second.here();
            return found("new", asof);
        });
        second.awaitArrival();
        hold.release();
        before.servedFrom(Tier.FILLED);
        Reading joining = reading(1, asof -> {
            throw new AssertionError("asked");
        });
        joining.awaitWaiting();
        second.release();

        assertThat(after.servedFrom(Tier.FILLED)).isEqualTo("new");
        assertThat(joining.servedFrom(Tier.JOINED)).isEqualTo("new");
    }

    @Test
    void nobodyJoinsWhileTheGateIsShut() throws Exception {
        Reading first = reading(1, held("v1"));
        hold.awaitArrival();
        process.ticker.pass(CacheProcess.BOUND.plusMillis(1));

        assertThat(process.read(1, held("not asked"))).isEqualTo(new Outcome.Bypassed(BypassReason.GATE_SHUT));
        hold.release();
        first.outcome();
    }

    @Test
    void whenTheFillFailsTheOthersReadForThemselves() throws Exception {
        joinersAreBypassedWhen(asof -> {
            throw new PortException("on purpose");
        });
        joinersAreBypassedWhen(asof -> new Loaded.Oversize());
    }

    @Test
    void whenTheLoaderThrowsTheOthersReadForThemselves() {
        Reading first = reading(1, asof -> {
            hold.here();
            throw new IllegalStateException("on purpose");
        });
        hold.awaitArrival();
        Reading joining = reading(1, held("not asked"));
        joining.awaitWaiting();
        hold.release();

        assertThatThrownBy(first::outcome).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(joining.outcome()).isEqualTo(new Outcome.Bypassed(BypassReason.FLIGHT_FAILED));
        assertThat(process.readFrom(Tier.FILLED, 1, "v1")).isEqualTo("v1");
    }

    private void joinersAreBypassedWhen(Loader failing) throws Exception {
        Hold start = new Hold();
        Reading first = reading(1, asof -> {
            start.here();
            return failing.load(asof);
        });
        start.awaitArrival();
        Reading joining = reading(1, held("not asked"));
        joining.awaitWaiting();
        start.release();

        assertThat(first.outcome()).isNotInstanceOf(Outcome.Served.class);
        assertThat(joining.outcome()).isEqualTo(new Outcome.Bypassed(BypassReason.FLIGHT_FAILED));
    }

    @Test
    void aFillThatTakesTooLongIsNotWaitedFor() throws Exception {
        CacheProcess hasty = new CacheProcess(
                        RemoteTier.none(),
                        "e1",
                        Guards.all(),
                        new CacheLimits(1 << 20, 1 << 16, 1000, Duration.ofMillis(50)))
                .upTo(100);
        Reading first = new Reading(hasty, byId(1), held("v1"));
        hold.awaitArrival();

        assertThat(hasty.read(1, held("not asked"))).isEqualTo(new Outcome.Bypassed(BypassReason.FLIGHT_FAILED));
        hold.release();
        assertThat(first.servedFrom(Tier.FILLED)).isEqualTo("v1");
    }

    @Test
    void anInterruptedReaderStopsWaitingAndStaysInterrupted() throws Exception {
        Reading first = reading(1, held("v1"));
        hold.awaitArrival();
        Reading joining = reading(1, held("not asked"));
        joining.awaitWaiting();
        joining.thread.interrupt();

        assertThat(joining.outcome()).isEqualTo(new Outcome.Bypassed(BypassReason.FLIGHT_FAILED));
        assertThat(joining.interrupted).isTrue();
        hold.release();
        assertThat(first.servedFrom(Tier.FILLED)).isEqualTo("v1");
    }

    /**
     * A flight is joined for its version, but the shared tier may bring an older one: valid for who looked it up, not for
     * who wrote in between. More changes at the watermark's own time may come, so a write can have the flight's version.
     */
    @Test
    void anOlderSharedVersionIsNotServedToAReaderWhoWroteMeanwhile() throws Exception {
        InMemoryRemoteTier shared = new InMemoryRemoteTier(new ManualTicker());
        new CacheProcess(shared).upTo(90).readFrom(Tier.FILLED, 1, "old");
        AtomicBoolean lookedUp = new AtomicBoolean();
        CacheProcess late = new CacheProcess(new RemoteTier() {
                    @Override
                    public byte @Nullable [] get(byte[] key) {
                        lookedUp.set(true);
                        return shared.get(key);
                    }

                    @Override
                    public void put(byte[] key, byte[] value, Duration ttl) {}
                })
                .upTo(100);
        // the first reader stands still when the rule has admitted the shared entry, before it lands
        ReadRequest request = new ReadRequest() {
            @Override
            public Object nearKey() {
                if (lookedUp.getAndSet(false)) {
                    hold.here();
                }
                return key();
            }

            @Override
            public QueryKey key() {
                return byId(1).key();
            }

            @Override
            public Dependencies dependencies() {
                return byId(1).dependencies();
            }

            @Override
            public Duration ttl() {
                return CacheProcess.TTL;
            }
        };
        Reading first = new Reading(late, request, asof -> found("not asked", asof));
        hold.awaitArrival();
        late.cache.written(new Invalidation.Documents(100, CacheProcess.ORDERS, tag(1)));
        Reading writer = new Reading(late, byId(1), asof -> found("new", asof));
        writer.awaitWaiting();
        hold.release();

        assertThat(first.servedFrom(Tier.SHARED)).isEqualTo("old");
        assertThat(writer.outcome()).isEqualTo(new Outcome.Bypassed(BypassReason.FLIGHT_FAILED));
    }

    private Loader held(String text) {
        return asof -> {
            hold.here();
            return found(text, asof);
        };
    }

    private Reading reading(int id, Loader loader) {
        return new Reading(process, byId(id), loader);
    }

    /** A read in a thread of its own. */
    private static final class Reading {

        private final CompletableFuture<Outcome> result = new CompletableFuture<>();
        private final Thread thread;
        private volatile boolean interrupted;

        Reading(CacheProcess process, ReadRequest request, Loader loader) {
            thread = new Thread(() -> {
                try {
                    Outcome outcome = process.cache.read(request, loader);
                    interrupted = Thread.currentThread().isInterrupted();
                    result.complete(outcome);
                } catch (Throwable thrown) {
                    result.completeExceptionally(thrown);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void awaitWaiting() {
            await().atMost(SOON).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        Outcome outcome() {
            try {
                return result.get(SOON.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        String servedFrom(Tier tier) {
            Outcome outcome = outcome();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Served.class,
                            served -> assertThat(served.tier()).isEqualTo(tier));
            return text(((Outcome.Served) outcome).entry());
        }
    }

    /** A place where a thread stands still until it is released. */
    private static final class Hold {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        void here() {
            arrived.countDown();
            try {
                if (!released.await(SOON.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("never released");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void awaitArrival() {
            try {
                assertThat(arrived.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void release() {
            released.countDown();
        }
    }
}
