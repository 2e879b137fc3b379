package dev.meerkat.embedded.golden;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** The primary that a connection string leads to: it is asked in databases of the replay's own. */
final class RealServer implements AutoCloseable {

    private final RawClient client;

    /** Connects; the string must have neither credentials nor TLS. */
    RealServer(ConnectionString uri) {
        String host = uri.getHosts().get(0);
        try (RawClient any = connect(host)) {
            BsonDocument hello = hello(any);
            client = connect(
                    hello.containsKey("primary") ? hello.getString("primary").getValue() : host);
        }
    }

    int wireVersion() {
        return hello(client).getInt32("maxWireVersion").getValue();
    }

    List<SectionResult> replay() {
        return new Replay(client).run(Recording.load().in("meerkat_golden_"));
    }

    /** What isn't on the list of known ones; the handshake tells of the deployment rather than of the version. */
    static List<Difference> unknown(SectionResult result, KnownDifferences known) {
        return result.differences().stream()
                .filter(difference -> !result.section().equals("handshake"))
                .filter(difference -> known.of(result.section()).stream().noneMatch(one -> one.covers(difference)))
                .toList();
    }

    private static RawClient connect(String host) {
        ServerAddress address = new ServerAddress(host);
        return new RawClient(address.getHost(), address.getPort());
    }

    private static BsonDocument hello(RawClient client) {
        return client.run("admin", new BsonDocument("isMaster", new BsonInt32(1)));
    }

    @Override
    public void close() {
        client.close();
    }
}
