package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** What runs a command: it gives the answer, or throws. */
@FunctionalInterface
interface Command {

    Document run(Call call);

    static Document ok() {
        return new Document("ok", 1.0);
    }

    /** The reply of a command whose results are read through a cursor. */
    static Document cursor(String batchField, List<Document> batch, long id, String namespace) {
        Document cursor = new Document(batchField, batch).append("id", id).append("ns", namespace);
        return new Document("cursor", cursor).append("ok", 1.0);
    }

    /** The reply of a command that has all its results at hand. */
    static Document all(List<Document> results, String namespace) {
        Document cursor = new Document("id", 0L).append("ns", namespace).append("firstBatch", results);
        return new Document("cursor", cursor).append("ok", 1.0);
    }

    /** The reply of a command that reads a change stream. */
    static Document stream(String batchField, List<Document> batch, Document token, long id, String namespace) {
        Document cursor = new Document(batchField, batch)
                .append("postBatchResumeToken", token)
                .append("id", id)
                .append("ns", namespace);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
