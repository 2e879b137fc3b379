package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ClusterTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

class ResumeTokensTest {

    @Test
    void theTimeStandsBehindTheTypeByte() {
        assertThat(ResumeTokens.clusterTime(token("8265A1B2C30000000729295A1004")))
                .isEqualTo(ClusterTime.of(new BsonTimestamp(0x65A1B2C3, 7)));
    }

    @Test
    void timesBeyondTheSignBitAreRead() {
        assertThat(ResumeTokens.clusterTime(token("82F5A1B2C3FFFFFFFF29"))).isEqualTo(0xF5A1B2C3_FFFFFFFFL);
    }

    @Test
    void tokensOfAnotherFormHaveNoTime() {
        assertThat(ResumeTokens.clusterTime(token("8165A1B2C30000000729"))).isEqualTo(ClusterTime.NONE);
        assertThat(ResumeTokens.clusterTime(token("82"))).isEqualTo(ClusterTime.NONE);
        assertThat(ResumeTokens.clusterTime(token("82XXA1B2C30000000729"))).isEqualTo(ClusterTime.NONE);
        assertThat(ResumeTokens.clusterTime(new BsonDocument("_data", new BsonInt32(1))))
                .isEqualTo(ClusterTime.NONE);
        assertThat(ResumeTokens.clusterTime(new BsonDocument())).isEqualTo(ClusterTime.NONE);
    }

    private static BsonDocument token(String data) {
        return new BsonDocument("_data", new BsonString(data));
    }
}
