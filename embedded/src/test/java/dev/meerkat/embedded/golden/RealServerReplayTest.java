package dev.meerkat.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import dev.meerkat.embedded.EmbeddedMongo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that a connection string names answers what was recorded: how far the recording is right, and what a later
 * version does otherwise, which is only told.
 */
@Timeout(300)
class RealServerReplayTest {

    private static final Logger LOG = LoggerFactory.getLogger(RealServerReplayTest.class);

    @Test
    @EnabledIfEnvironmentVariable(named = "MONGODB_URI", matches = ".+", disabledReason = "MONGODB_URI names no server")
    void theGivenServerAnswersWhatWasRecorded() {
        ConnectionString uri = new ConnectionString(System.getenv("MONGODB_URI"));
        assumeTrue(
                uri.getCredential() == null && !Boolean.TRUE.equals(uri.getSslEnabled()),
                "the replay's plain client knows neither credentials nor TLS");
        replay(uri);
    }

    @Test
    void theEmbeddedOneDoesSoThroughItsConnectionStringToo() {
        try (EmbeddedMongo mongo = EmbeddedMongo.start()) {
            assertThat(replay(new ConnectionString(mongo.uri()))).hasSize(21);
        }
    }

    private static List<SectionResult> replay(ConnectionString uri) {
        try (RealServer server = new RealServer(uri)) {
            List<SectionResult> results = server.replay();
            if (server.wireVersion() == Recording.WIRE_VERSION) {
                KnownDifferences known = KnownDifferences.load();
                assertThat(results)
                        .allSatisfy(result ->
                                assertThat(RealServer.unknown(result, known)).isEmpty());
            } else {
                results.forEach(result -> LOG.warn("{}", result));
            }
            return results;
        }
    }
}
