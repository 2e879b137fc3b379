package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Map;
import java.util.Set;

/**
 * The form of a reply: the order of its fields, and on a replica set the cluster's time in it. A success ends with
 * {@code ok} and the times; an error begins with its labels, then {@code operationTime}, {@code ok} and the rest.
 */
final class ReplyForm {

    private static final Set<String> LEADING = Set.of("ok", "errorLabels");

    private final ChangeLog log;
    private final boolean standalone;

    ReplyForm(ChangeLog log, boolean standalone) {
        this.log = log;
        this.standalone = standalone;
    }

    Document of(Document reply) {
        Document result = new Document();
        boolean failed = reply.get("ok") instanceof Number ok && ok.doubleValue() == 0;
        if (failed) {
            result.putIfNotNull("errorLabels", reply.get("errorLabels"));
            if (!standalone) {
                result.put("operationTime", log.time());
            }
            result.put("ok", reply.get("ok"));
        }
        for (Map.Entry<String, Object> field : reply.entrySet()) {
            if (!LEADING.contains(field.getKey())) {
                result.put(field.getKey(), field.getValue());
            }
        }
        if (!failed) {
            result.put("ok", reply.get("ok"));
        }
        if (!standalone) {
            BsonTimestamp now = log.time();
            Document signature = new Document("hash", new BinData(new byte[20])).append("keyId", 0L);
            result.append("$clusterTime", new Document("clusterTime", now).append("signature", signature));
            if (!failed) {
                result.append("operationTime", now);
            }
        }
        return result;
    }
}
