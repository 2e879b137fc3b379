package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two sessions and two collections in two databases, as tests of transactions want them. */
abstract class TransactionFixture extends StreamFixture {

    static final String TRANSIENT = MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL;

    MongoCollection<Document> orders;
    ClientSession one;
    ClientSession other;

    @BeforeEach
    void startSessions() {
        orders = client.getDatabase("archive").getCollection("orders");
        shop.createCollection("users");
        client.getDatabase("archive").createCollection("orders");
        one = client.startSession();
        other = client.startSession();
    }

    @AfterEach
    void endSessions() {
        one.close();
        other.close();
    }

    static Document id(int id) {
        return new Document("_id", id);
    }

    static Document increment() {
        return new Document("$inc", new Document("n", 1));
    }

    List<Integer> ids() {
        return users.find().map(document -> document.getInteger("_id")).into(new ArrayList<>());
    }

    List<Integer> ids(ClientSession session) {
        return users.find(session).map(document -> document.getInteger("_id")).into(new ArrayList<>());
    }

    static MongoException failure(ThrowingCallable action) {
        Throwable thrown = ThrowableAssert.catchThrowable(action);
        assertThat(thrown).isInstanceOf(MongoException.class);
        return (MongoException) thrown;
    }

    static void assertConflict(ThrowingCallable action) {
        MongoException error = failure(action);
        assertThat(error.getCode()).isEqualTo(112);
        assertThat(error.hasErrorLabel(TRANSIENT)).isTrue();
    }
}
