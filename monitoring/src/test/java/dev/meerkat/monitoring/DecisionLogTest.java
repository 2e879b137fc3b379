package dev.meerkat.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Outcome;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.Loader.Loaded;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The lines of {@code debug(true)}. */
final class DecisionLogTest {

    private static final String KEY = "{\"find\": \"orders\", \"id\": 1}";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.meerkat.decisions");
    private final ObservedProcess process = new ObservedProcess();
    private final ReadThroughCache cache = process.cache.withDecisions(new DecisionLog());

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void oneLineForEachReadFromBypassToHit() {
        read();
        process.upTo(100);
        read();
        read();
        cache.hit(ObservedProcess.byId(1).nearKey(), Freshness.USUAL);
        cache.clearNear();
        read();

        assertThat(lines())
                .containsExactly(
                        "bypass gate_shut " + KEY,
                        "gate open",
                        "miss filled " + KEY,
                        "hit near " + KEY,
                        "hit near " + KEY,
                        "hit shared " + KEY);
    }

    @Test
    void bypassesSayWhatIsKnownOfTheRead() {
        cache.bypassed(BypassReason.NO_CACHE, ObservedProcess.ORDERS);
        cache.bypassed(BypassReason.SESSION);

        assertThat(lines()).containsExactly("bypass no_cache in shop.orders", "bypass session");
    }

    @Test
    void changesSayOfWhatAndByWhomAndWhen() {
        process.upTo(100);
        read();
        lines.list.clear();

        cache.written(new Invalidation.Documents(7L << 32 | 1, ObservedProcess.ORDERS, 0xabcL));
        cache.apply(new Invalidation.WholeNamespace(7L << 32 | 2, ObservedProcess.ORDERS));
        cache.apply(new Invalidation.WholeDatabase(7L << 32 | 3, "elsewhere"));
        cache.apply(new Invalidation.Everything(7L << 32 | 4));

        assertThat(lines())
                .containsExactly(
                        "change of shop.orders 0000000000000abc by own write at 7.1, not cached here",
                        "change of all of shop.orders by the log at 7.2, cached here",
                        "change of all of database elsewhere by the log at 7.3, not cached here",
                        "change of everything by the log at 7.4, cached here");
    }

    @Test
    void aChangeOfManyDocumentsIsCutShort() {
        long[] many = LongStream.rangeClosed(1, 500).toArray();

        cache.apply(new Invalidation.Documents(7L << 32, ObservedProcess.ORDERS, many));

        assertThat(lines().get(0)).contains("0000000000000005 and 495 more by").doesNotContain("0000000000000006");
    }

    @Test
    void theGateIsSeenToShut() {
        process.upTo(100);
        read();
        process.ticker.pass(ObservedProcess.BOUND.plus(Duration.ofMillis(1)));
        read();

        assertThat(lines()).containsSubsequence("gate open", "gate shut", "bypass gate_shut " + KEY);
    }

    @Test
    void aJoinedFlightIsAMiss() {
        new DecisionLog().served(Outcome.Tier.JOINED, "key");

        assertThat(lines()).containsExactly("miss joined key");
    }

    @Test
    void theyAreAtInfoWhichMostLoggingShowsAndWarnSilencesThem() {
        read();
        assertThat(lines.list).isNotEmpty().allMatch(event -> event.getLevel() == Level.INFO);
        lines.list.clear();
        logger.setLevel(Level.WARN);

        read();
        cache.apply(new Invalidation.Everything(1));

        assertThat(lines.list).isEmpty();
    }

    @Test
    void documentsAreNotShown() {
        process.upTo(100);
        cache.read(ObservedProcess.byId(1), asof -> new Loaded.Complete("secret".getBytes(UTF_8), asof));
        read();

        assertThat(lines()).noneMatch(line -> line.contains("secret"));
    }

    private void read() {
        cache.read(ObservedProcess.byId(1), asof -> new Loaded.Complete(new byte[0], asof));
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
