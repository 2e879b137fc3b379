package dev.meerkat.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

final class EntryFormatTest {

    private static final Dependencies ORDERS = Dependencies.queries(List.of(new Namespace("shop", "orders")));
    private static final QueryKey KEY = QueryKey.of(BsonDocument.parse("{find: 'orders'}"));

    private final EntryFormat format = new EntryFormat("epoch 1".getBytes(UTF_8));
    private final Logger logger = (Logger) LoggerFactory.getLogger(EntryFormat.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void whatIsEncodedIsDecodedWithTheReadersOwnDependencies() {
        Entry entry = entry("documents".getBytes(UTF_8));

        Entry decoded = Objects.requireNonNull(format.decode(format.encode(KEY, entry), KEY, ORDERS));

        assertThat(decoded.asof()).isEqualTo(0xffff_fff0_0000_0001L);
        assertThat(decoded.upTo()).isEqualTo(0xffff_fff0_0000_0002L);
        assertThat(decoded.expiresAtMillis()).isEqualTo(1_790_000_000_000L);
        assertThat(decoded.documents()).isEqualTo(entry.documents());
        assertThat(decoded.dependencies()).isSameAs(ORDERS);
        assertThat(decoded.shared()).isNull();
        assertThat(log.list).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("allInputs")
    void whatAResultWasMadeOfComesBack(Inputs inputs) {
        Entry entry = new Entry(1, 2, "documents".getBytes(UTF_8), inputs, ORDERS, 3);

        Entry decoded = Objects.requireNonNull(format.decode(format.encode(KEY, entry), KEY, ORDERS));

        assertThat(decoded.inputs().ids()).isEqualTo(inputs.ids());
        assertThat(decoded.inputs().tooMany()).isEqualTo(inputs.tooMany());
        assertThat(decoded.inputs().asof()).isEqualTo(inputs.asof());
        assertThat(decoded.documents()).isEqualTo(entry.documents());
    }

    static List<Inputs> allInputs() {
        return List.of(
                Inputs.NOT_ASKED, Inputs.TOO_MANY, Inputs.of(new byte[0], 7), Inputs.of("ids".getBytes(UTF_8), -7));
    }

    @Test
    void anAbsentDocumentIsAnEntry() {
        Entry decoded = format.decode(format.encode(KEY, entry(new byte[0])), KEY, ORDERS);

        assertThat(Objects.requireNonNull(decoded).documents()).isEmpty();
    }

    @Test
    void anotherKeyUnderTheSameNameIsASilentMiss() {
        QueryKey other = QueryKey.of(BsonDocument.parse("{find: 'items!'}"));

        assertThat(format.decode(format.encode(other, entry(new byte[9])), KEY, ORDERS))
                .isNull();
        assertThat(log.list).isEmpty();
    }

    @Test
    void aKeyThatGoesOnLongerIsAnotherKey() {
        QueryKey longer = QueryKey.ofBytes(Arrays.copyOf(KEY.bytes(), KEY.bytes().length + 1));

        assertThat(format.decode(format.encode(longer, entry(new byte[9])), KEY, ORDERS))
                .isNull();
        assertThat(format.decode(format.encode(KEY, entry(new byte[9])), longer, ORDERS))
                .isNull();
        assertThat(log.list).isEmpty();
    }

    @Test
    void anotherEpochIsForeignAndToldOnce() {
        byte[] foreign = new EntryFormat("epoch 2".getBytes(UTF_8)).encode(KEY, entry(new byte[9]));

        assertMissToldOnce(foreign, "another epoch");
    }

    @Test
    void somethingElseIsForeignAndToldOnce() {
        assertMissToldOnce("{\"some\": \"json of another program\"}".getBytes(UTF_8), "foreign");
    }

    @Test
    void aFlippedBitIsCorruptAndToldOnce() {
        byte[] stored = format.encode(KEY, entry("documents".getBytes(UTF_8)));
        stored[stored.length - 1] ^= 1;

        assertMissToldOnce(stored, "corrupt");
    }

    @Test
    void nothingAtAllIsCorruptAndToldOnce() {
        assertMissToldOnce(new byte[0], "cut short");
    }

    @Test
    void everyTruncationAndEveryFlippedBitIsAMissAndEachKindIsToldOnce() {
        Inputs inputs = Inputs.of("ids".getBytes(UTF_8), 7);
        byte[] stored = format.encode(KEY, new Entry(1, 2, "documents".getBytes(UTF_8), inputs, ORDERS, 3));
        for (int length = 0; length < stored.length; length++) {
            assertThat(format.decode(Arrays.copyOf(stored, length), KEY, ORDERS))
                    .isNull();
        }
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] flipped = stored.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(format.decode(flipped, KEY, ORDERS)).as("bit %d", bit).isNull();
        }
        assertThat(log.list).hasSizeBetween(1, 3);
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).doesNotHaveDuplicates();
    }

    @Test
    void noBytesWhateverMakeItFail() {
        Random random = new Random(1);
        byte[] head = Arrays.copyOf(format.encode(KEY, entry(new byte[0])), 4);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                System.arraycopy(head, 0, bytes, 0, Math.min(4, bytes.length));
            }
            assertThat(format.decode(bytes, KEY, ORDERS)).isNull();
        }
    }

    private void assertMissToldOnce(byte[] stored, String kind) {
        for (int i = 0; i < 5; i++) {
            assertThat(format.decode(stored, KEY, ORDERS)).isNull();
        }
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains(kind).contains("miss");
    }

    private static Entry entry(byte[] documents) {
        return new Entry(0xffff_fff0_0000_0001L, 0xffff_fff0_0000_0002L, documents, ORDERS, 1_790_000_000_000L);
    }
}
