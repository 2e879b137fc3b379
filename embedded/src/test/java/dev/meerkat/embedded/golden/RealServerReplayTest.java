package dev.meerkat.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real server answers what was recorded: how far the recording is right, and what a later version does otherwise. It
 * works in databases of its own, which it drops.
 */
@EnabledIfEnvironmentVariable(named = "MONGODB_URI", matches = ".+", disabledReason = "MONGODB_URI names no server")
@Timeout(300)
class RealServerReplayTest {

    @Test
    void itAnswersWhatWasRecorded() {
        ConnectionString uri = new ConnectionString(System.getenv("MONGODB_URI"));
        assumeTrue(
                uri.getCredential() == null && !Boolean.TRUE.equals(uri.getSslEnabled()),
                "the replay's plain client knows neither credentials nor TLS");
        String primary;
        try (RawClient any = connect(uri.getHosts().get(0))) {
            BsonDocument hello = hello(any);
            primary = hello.containsKey("primary")
                    ? hello.getString("primary").getValue()
                    : uri.getHosts().get(0);
        }
        try (RawClient client = connect(primary)) {
            int version = hello(client).getInt32("maxWireVersion").getValue();
            List<SectionResult> results =
                    new Replay(client).run(Recording.load().in("meerkat_golden_"));
            results.forEach(System.out::println);
            if (version == Recording.WIRE_VERSION) {
                assertThat(results)
                        .allSatisfy(result -> assertThat(result.differences()).isEmpty());
            }
        }
    }

    private static RawClient connect(String host) {
        ServerAddress address = new ServerAddress(host);
        return new RawClient(address.getHost(), address.getPort());
    }

    private static BsonDocument hello(RawClient client) {
        return client.run("admin", new BsonDocument("isMaster", new BsonInt32(1)));
    }
}
