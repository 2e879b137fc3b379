package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.cache.spi.EventSource.Batch;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Times are small numbers; a token is the time that it has reached. */
final class MergedStreamTest {

    private final MergedStream stream = new MergedStream(10);

    @BeforeEach
    void twoDatabases() {
        stream.add("a", new BsonTimestamp(10));
        stream.add("b", new BsonTimestamp(10));
    }

    @Test
    void theWatermarkIsTheLeastThatAnyStreamHasReached() {
        stream.offer("a", batch(50, 20, 30));
        assertThat(take()).as("nothing is known of b").isEmpty();
        assertThat(stream.watermark()).isEqualTo(10);

        stream.offer("b", batch(25));
        assertThat(take()).containsExactly(20L);
        assertThat(stream.watermark()).isEqualTo(25);

        stream.offer("b", batch(40));
        assertThat(take()).containsExactly(30L);
        assertThat(stream.watermark()).isEqualTo(40);
    }

    @Test
    void anEventAtTheWatermarkIsHandedOutAndMoreMayComeThere() {
        stream.offer("a", batch(20, 20));
        stream.offer("b", batch(20));
        assertThat(take()).containsExactly(20L);

        stream.offer("a", batch(20, 20));
        assertThat(stream.isReady()).isTrue();
        assertThat(take()).containsExactly(20L);
        assertThat(stream.watermark()).isEqualTo(20);
    }

    @Test
    void eventsComeInTheOrderOfTheirTimesAndNoneIsAboveTheWatermark() {
        stream.offer("a", batch(60, 11, 14, 17, 55));
        stream.offer("b", batch(50, 12, 13, 18));

        assertThat(take()).containsExactly(11L, 12L, 13L, 14L, 17L, 18L);
        assertThat(stream.watermark()).isEqualTo(50);
        assertThat(stream.isReady()).isFalse();
    }

    @Test
    void theTokenLeadsBehindWhatWasHandedOutOfEachStream() {
        stream.offer("a", batch(60, 20, 55));
        stream.offer("b", batch(50, 30));

        MergedToken token = token(stream.take());

        assertThat(token.watermark()).isEqualTo(50);
        assertThat(token.place("a"))
                .as("its event at 55 is still to be handed out")
                .isEqualTo(eventToken(20));
        assertThat(token.place("b")).isEqualTo(mark(50));
        assertThat(token.place("never heard of")).isEqualTo(new BsonTimestamp(50));
        assertThat(ResumeTokens.clusterTime(token.toBson())).isEqualTo(50);
    }

    @Test
    void aStreamThatHasBroughtNothingGoesOnWhereItBegan() {
        stream.offer("a", batch(60, 20));

        assertThat(token(stream.take()).place("b")).isEqualTo(new BsonTimestamp(10));
    }

    @Test
    void oneThatIsAddedHoldsTheWatermarkUntilItHasCaughtUp() {
        stream.offer("a", batch(60));
        stream.offer("b", batch(60));
        stream.take();
        stream.add("c", new BsonTimestamp(stream.watermark()));
        stream.offer("a", batch(70, 65));
        stream.offer("b", batch(70));

        assertThat(take()).isEmpty();
        assertThat(stream.watermark()).isEqualTo(60);
        stream.offer("c", batch(68, 61, 66));
        assertThat(take()).containsExactly(61L, 65L, 66L);
        assertThat(stream.watermark()).isEqualTo(68);
    }

    @Test
    void theWatermarkNeverGoesBack() {
        stream.offer("a", batch(60));
        stream.offer("b", batch(60));
        stream.take();
        stream.add("c", new BsonTimestamp(40));
        stream.offer("c", batch(45, 41));

        assertThat(take()).containsExactly(41L);
        assertThat(stream.watermark()).isEqualTo(60);
    }

    @Test
    void oneThatIsRemovedHoldsNothingBack() {
        stream.offer("a", batch(60, 20));
        stream.remove("b");

        assertThat(take()).containsExactly(20L);
        assertThat(stream.databases()).containsExactly("a");
        assertThatThrownBy(() -> stream.offer("b", batch(70))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theEventThatEndsAStreamIsHandedToNobodyAndItsTokenIsWhereItGoesOn() {
        BsonDocument end = event(30, "invalidate");
        stream.offer("a", new Batch(List.of(event(30, "dropDatabase"), end), end.getDocument("_id")));
        stream.offer("b", batch(50));

        assertThat(stream.hasEnded("a")).isTrue();
        assertThat(stream.end("a")).isEqualTo(end.getDocument("_id"));
        Batch taken = stream.take();
        assertThat(taken.events())
                .extracting(event -> event.getString("operationType").getValue())
                .containsExactly("dropDatabase");
        assertThat(token(taken).place("a")).isEqualTo(end.getDocument("_id"));
        stream.goesOn("a");
        assertThat(stream.hasEnded("a")).isFalse();
    }

    @Test
    void withoutATokenOfTheBatchTheLastEventsIsTaken() {
        stream.offer("a", new Batch(List.of(event(20, "insert"), event(30, "insert")), null));
        stream.offer("b", batch(50));

        assertThat(take()).containsExactly(20L, 30L);
        assertThat(stream.watermark()).isEqualTo(30);
        assertThat(stream.end("a")).isEqualTo(eventToken(30));
    }

    @Test
    void oneThatIsFarAheadOfTheOthersIsFullUntilTheyCome() {
        stream.offer("a", batch(20_000, LongStream.range(100, 10_100).toArray()));

        assertThat(stream.isFull("a")).isTrue();
        assertThat(stream.isFull("b")).isFalse();
        stream.offer("b", batch(20_000));
        assertThat(take()).hasSize(10_000);
        assertThat(stream.isFull("a")).isFalse();
    }

    private List<Long> take() {
        return stream.take().events().stream().map(ChangeEvents::time).toList();
    }

    private static MergedToken token(Batch batch) {
        MergedToken token = MergedToken.read(Objects.requireNonNull(batch.resumeToken()));
        return Objects.requireNonNull(token);
    }

    private static Batch batch(long reached, long... times) {
        return new Batch(
                LongStream.of(times).mapToObj(time -> event(time, "insert")).toList(), mark(reached));
    }

    private static BsonDocument event(long time, String type) {
        return new BsonDocument("_id", type.equals("invalidate") ? data(time, "FF") : eventToken(time))
                .append("operationType", new BsonString(type))
                .append("clusterTime", new BsonTimestamp(time));
    }

    private static BsonDocument eventToken(long time) {
        return data(time, "2B04");
    }

    private static BsonDocument mark(long time) {
        return data(time, "2B0429");
    }

    private static BsonDocument data(long time, String rest) {
        return new BsonDocument("_data", new BsonString(String.format("82%016X", time) + rest));
    }
}
