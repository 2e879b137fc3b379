package dev.meerkat.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeTokenTest {

    private static final BsonTimestamp TIME = new BsonTimestamp(0x60C5C1B500000001L);
    private static final BsonTimestamp LATER = new BsonTimestamp(0x60C5C1B500000002L);

    private static final List<ResumeToken> IN_ORDER = List.of(
            ResumeToken.mark(TIME),
            ResumeToken.event(TIME, 0),
            ResumeToken.event(TIME, 0).invalidate(),
            ResumeToken.event(TIME, 1),
            ResumeToken.event(TIME, 127),
            ResumeToken.event(TIME, 128),
            ResumeToken.event(TIME, 70_000),
            ResumeToken.mark(LATER),
            ResumeToken.event(LATER, 0));

    @Test
    void tokensSortByTimeThenMarkThenOperation() {
        assertThat(IN_ORDER).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aTokenIsReadAsItWasWritten() {
        assertThat(IN_ORDER)
                .allSatisfy(token ->
                        assertThat(ResumeToken.parse(token.toDocument())).isEqualTo(token));
    }

    @Test
    void aMarkLooksAsARealServersDoes() {
        assertThat(ResumeToken.mark(TIME)).hasToString("8260C5C1B5000000012B0229296E04");
    }

    @Test
    void aRealServersEventTokenIsRead() {
        String real = "8260C5C1B5000000012B022C0100296E5A1004" + "00112233445566778899AABBCCDDEEFF"
                + "46645F69640064507F1F77BCF86CD7994390110004";

        assertThat(ResumeToken.parse(new Document("_data", real))).isEqualTo(ResumeToken.event(TIME, 0));
    }

    @Test
    void rubbishIsRefused() {
        for (Object data : List.of("", "82", "82ZZ", "8260C5C1B50000000", 7, "8260C5C1B5ZZ0000012B0229296E04")) {
            assertThatThrownBy(() -> ResumeToken.parse(new Document("_data", data)))
                    .isInstanceOf(CommandException.class);
        }
    }
}
