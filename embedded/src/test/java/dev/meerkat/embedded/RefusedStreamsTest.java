package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A user who has roles on databases only. */
class RefusedStreamsTest {

    @Test
    void theClustersStreamIsRefusedAndADatabasesIsGranted() {
        try (EmbeddedMongo server = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(server.uri());
                MongoChangeStreamCursor<ChangeStreamDocument<Document>> before =
                        client.watch().cursor()) {
            server.control().refuseClusterStreams(true);

            assertThatThrownBy(before::tryNext)
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(13));
            assertThatThrownBy(() -> client.watch().cursor())
                    .isInstanceOfSatisfying(
                            MongoCommandException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(13));
            try (var granted = client.getDatabase("shop").watch().cursor()) {
                client.getDatabase("shop").getCollection("users").insertOne(new Document());
                assertThat(granted.next().getNamespace()).isNotNull();
            }

            server.control().refuseClusterStreams(false);
            client.watch().cursor().close();
        }
    }
}
