package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The results of a query that didn't fit into its first batch: copies, so that later writes don't change them. */
final class ResultCursor implements Cursors.Source {

    private static final int FIRST_BATCH = 101;
    private static final int BATCH_BYTES = 16_000_000;

    private final String namespace;
    private final Deque<Document> rest;

    private ResultCursor(String namespace, Deque<Document> rest) {
        this.namespace = namespace;
        this.rest = rest;
    }

    /**
     * The reply with the first batch, and an open cursor where there is more.
     *
     * @param batchSize documents in the first batch; negative for the server's choice
     */
    static Document open(
            List<Document> results, Namespace namespace, int batchSize, boolean single, Cursors cursors, Call call) {
        int most = batchSize < 0 ? FIRST_BATCH : batchSize;
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < results.size() && batch.size() < most; i++) {
            bytes += Bson.size(results.get(i));
            if (bytes > BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(results.get(i));
        }
        long id = 0;
        if (batch.size() < results.size() && !single) {
            Deque<Document> rest = new ArrayDeque<>();
            results.subList(batch.size(), results.size()).forEach(document -> rest.add(document.cloneDeeply()));
            id = cursors.add(new ResultCursor(namespace.toString(), rest), call.session());
        }
        return Command.cursor("firstBatch", batch, id, namespace.toString());
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Document next(long id, Arguments getMore) {
        int most = getMore.integer("batchSize", 0);
        if (most <= 0) {
            most = Integer.MAX_VALUE;
        }
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        while (!rest.isEmpty() && batch.size() < most) {
            bytes += Bson.size(rest.peek());
            if (bytes > BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(rest.remove());
        }
        return Command.cursor("nextBatch", batch, id, namespace);
    }

    @Override
    public boolean exhausted() {
        return rest.isEmpty();
    }
}
