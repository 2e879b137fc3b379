package dev.meerkat.faults.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.embedded.EmbeddedMongo;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TroubleTest {

    private final EmbeddedMongo mongo = EmbeddedMongo.start();
    private final Trouble trouble = new Trouble();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(mongo.uri()))
            .addCommandListener(trouble)
            .applyToConnectionPoolSettings(pool -> pool.addConnectionPoolListener(trouble))
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
            .build());
    private final MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");

    @AfterEach
    void close() {
        client.close();
        mongo.close();
    }

    @Test
    void aCommandThatFailedIsMongosFault() {
        fail("find", new Document("errorCode", 1));

        assertThat(trouble.isCauseOf(thrownBy(() -> orders.find().first()))).isTrue();
    }

    @Test
    void aWriteThatMongoDidNotConfirmIsMongosFault() {
        fail("insert", new Document("writeConcernError", new Document("code", 64).append("errmsg", "no majority")));

        assertThat(trouble.isCauseOf(thrownBy(() -> orders.insertOne(new Document("_id", 1)))))
                .isTrue();
    }

    @Test
    void aConnectionThatIsGoneIsMongosFault() {
        orders.find().first();
        mongo.close();

        assertThat(trouble.isCauseOf(thrownBy(() -> orders.find().first()))).isTrue();
    }

    @Test
    void whatMongoHasNotFailedIsNot() {
        trouble.begin();
        orders.find().first();

        assertThat(trouble.isCauseOf(new IllegalStateException("not MongoDB's fault")))
                .isFalse();
    }

    @Test
    void whatFailedBeforeDoesNotCount() {
        fail("find", new Document("errorCode", 1));
        thrownBy(() -> orders.find().first());

        trouble.begin();

        assertThat(trouble.isCauseOf(new IllegalStateException("not MongoDB's fault")))
                .isFalse();
    }

    @Test
    void whatFailsInAnotherThreadDoesNotCount() throws InterruptedException {
        fail("find", new Document("errorCode", 1));
        trouble.begin();
        Thread another = new Thread(() -> thrownBy(() -> orders.find().first()));
        another.start();
        another.join();

        assertThat(trouble.isCauseOf(new IllegalStateException("not MongoDB's fault")))
                .isFalse();
    }

    private Throwable thrownBy(Runnable operation) {
        trouble.begin();
        return Objects.requireNonNull(catchThrowable(operation::run), "nothing was thrown");
    }

    private void fail(String command, Document how) {
        Document data = new Document("failCommands", List.of(command));
        data.putAll(how);
        client.getDatabase("admin")
                .runCommand(new Document("configureFailPoint", "failCommand")
                        .append("mode", "alwaysOn")
                        .append("data", data));
    }
}
