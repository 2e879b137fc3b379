package dev.meerkat.embedded;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Reading change streams in tests. */
abstract class StreamFixture extends MongoFixture {

    /** Short waits, so that a test may ask whether there is nothing more. */
    static MongoChangeStreamCursor<ChangeStreamDocument<Document>> open(ChangeStreamIterable<Document> stream) {
        return stream.maxAwaitTime(30, TimeUnit.MILLISECONDS).cursor();
    }

    static List<ChangeStreamDocument<Document>> take(
            MongoChangeStreamCursor<ChangeStreamDocument<Document>> stream, int count) {
        List<ChangeStreamDocument<Document>> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(stream.next());
        }
        return events;
    }

    /** What happened to what, in short: {@code "insert shop.users 1"}. */
    static List<String> inShort(List<ChangeStreamDocument<Document>> events) {
        return events.stream().map(StreamFixture::inShort).toList();
    }

    static String inShort(ChangeStreamDocument<Document> event) {
        StringBuilder text = new StringBuilder(event.getOperationType().getValue());
        if (event.getNamespaceDocument() != null) {
            text.append(' ').append(event.getNamespaceDocument().getString("db").getValue());
            if (event.getNamespaceDocument().containsKey("coll")) {
                text.append('.')
                        .append(event.getNamespaceDocument().getString("coll").getValue());
            }
        }
        if (event.getDestinationNamespace() != null) {
            text.append(" to ").append(event.getDestinationNamespace());
        }
        if (event.getDocumentKey() != null) {
            text.append(' ').append(event.getDocumentKey().getInt32("_id").getValue());
        }
        return text.toString();
    }
}
