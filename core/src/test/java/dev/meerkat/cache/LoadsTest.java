package dev.meerkat.cache;

import static dev.meerkat.cache.CacheProcess.byId;
import static dev.meerkat.cache.CacheProcess.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.RemoteTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener is told of loads. */
final class LoadsTest {

    private final CacheProcess process = new CacheProcess(RemoteTier.none()).upTo(100);
    private final List<String> told = new ArrayList<>();

    LoadsTest() {
        process.cache.onLoads((result, nanos) -> told.add(result + " " + nanos / 1_000_000));
    }

    @Test
    void everyLoadIsToldWithItsTimeAndNothingElseIs() {
        process.cache.read(byId(1), asof -> {
            process.ticker.pass(Duration.ofMillis(7));
            return found("v", asof);
        });
        process.cache.read(byId(1), asof -> found("v", asof));
        process.cache.hit(byId(1).nearKey(), Freshness.USUAL);
        process.cache.bypassed(BypassReason.SESSION);

        assertThat(told).containsExactly("COMPLETE 7");
    }

    @Test
    void whatCameOfItIsTold() {
        process.cache.read(byId(1), asof -> new Loaded.Oversize());
        process.cache.read(byId(2), asof -> {
            process.ticker.pass(Duration.ofMillis(3));
            throw new PortException("on purpose");
        });
        assertThatThrownBy(() -> process.cache.read(byId(3), asof -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(told).containsExactly("OVERSIZE 0", "FAILED 3", "FAILED 0");
    }

    @Test
    void loadsThroughAnyViewAreToldToAllWhoListen() {
        List<Long> others = new ArrayList<>();
        ReadThroughCache own = process.cache.withOwnNear(1000);
        own.onLoads((result, nanos) -> others.add(nanos));

        own.read(byId(1), asof -> found("v", asof));
        process.cache.read(byId(2), asof -> found("v", asof));

        assertThat(told).hasSize(2);
        assertThat(others).hasSize(2);
    }

    @Test
    void aListenerIsToldOnceHoweverOftenItIsGiven() {
        List<Long> times = new ArrayList<>();
        LoadListener listener = (result, nanos) -> times.add(nanos);
        process.cache.onLoads(listener);
        process.cache.onLoads(listener);

        process.cache.read(byId(1), asof -> found("v", asof));

        assertThat(times).hasSize(1);
    }
}
