package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.read;
import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.CursorType;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.ListIndexesIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.EstimatedDocumentCountOptions;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.FullDocumentBeforeChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Reads of a collection. */
final class CollectionReads {

    static final Map<String, Operation<MongoCollection<BsonDocument>>> TABLE = Map.ofEntries(
            Map.entry("find", read((c, a, s) -> Answer.all(find(c, a)))),
            Map.entry("findOne", read((c, a, s) -> Answer.orNull(find(c, a).first()))),
            Map.entry(
                    "createFindCursor",
                    write((c, a, s) -> Answer.entity(find(c, a).cursor()))),
            Map.entry("aggregate", new Operation<>(CollectionReads::isReading, (c, a, s) -> aggregate(c, a))),
            Map.entry("distinct", read((c, a, s) -> distinct(c, a))),
            Map.entry("countDocuments", read((c, a, s) -> count(c, a))),
            Map.entry("estimatedDocumentCount", read((c, a, s) -> estimate(c, a))),
            Map.entry("listIndexes", read((c, a, s) -> Answer.all(indexes(c, a)))),
            Map.entry("listIndexNames", read((c, a, s) -> indexNames(c, a))),
            Map.entry("createChangeStream", write((c, a, s) -> {
                ClientSession session = a.session();
                List<BsonDocument> pipeline = a.documents("pipeline");
                return stream(
                        session == null
                                ? c.watch(pipeline, BsonDocument.class)
                                : c.watch(session, pipeline, BsonDocument.class),
                        a);
            })));

    private CollectionReads() {}

    static boolean isReading(Arguments arguments) {
        return arguments.documents("pipeline").stream()
                .noneMatch(stage -> stage.containsKey("$out") || stage.containsKey("$merge"));
    }

    private static FindIterable<BsonDocument> find(MongoCollection<BsonDocument> collection, Arguments a) {
        ClientSession session = a.session();
        BsonDocument filter = a.documentOrEmpty("filter");
        FindIterable<BsonDocument> find = session == null ? collection.find(filter) : collection.find(session, filter);
        a.ifInt("batchSize", find::batchSize);
        a.ifInt("limit", find::limit);
        a.ifInt("skip", find::skip);
        a.ifDocument("sort", find::sort);
        a.ifDocument("projection", find::projection);
        a.ifValue("comment", find::comment);
        a.ifDocument("let", find::let);
        a.ifDocument("min", find::min);
        a.ifDocument("max", find::max);
        a.ifBoolean("allowDiskUse", find::allowDiskUse);
        a.ifBoolean("returnKey", find::returnKey);
        a.ifBoolean("showRecordId", find::showRecordId);
        a.ifBoolean("noCursorTimeout", find::noCursorTimeout);
        a.ifBoolean("allowPartialResults", find::partial);
        a.ifLong("maxTimeMS", time -> find.maxTime(time, TimeUnit.MILLISECONDS));
        a.ifLong("maxAwaitTimeMS", time -> find.maxAwaitTime(time, TimeUnit.MILLISECONDS));
        a.ifText(
                "cursorType",
                type -> find.cursorType(
                        switch (type) {
                            case "tailable" -> CursorType.Tailable;
                            case "tailableAwait" -> CursorType.TailableAwait;
                            default -> CursorType.NonTailable;
                        }));
        a.ifText("timeoutMode", mode -> find.timeoutMode(timeoutMode(mode)));
        a.collation(find::collation);
        a.hint(find::hint, find::hintString);
        a.rawData();
        return find;
    }

    static TimeoutMode timeoutMode(String name) {
        return name.toLowerCase(Locale.ROOT).equals("iteration") ? TimeoutMode.ITERATION : TimeoutMode.CURSOR_LIFETIME;
    }

    private static Answer aggregate(MongoCollection<BsonDocument> collection, Arguments a) {
        ClientSession session = a.session();
        List<BsonDocument> pipeline = a.documents("pipeline");
        return aggregate(session == null ? collection.aggregate(pipeline) : collection.aggregate(session, pipeline), a);
    }

    static Answer aggregate(AggregateIterable<BsonDocument> aggregate, Arguments a) {
        a.ifInt("batchSize", aggregate::batchSize);
        a.ifBoolean("allowDiskUse", aggregate::allowDiskUse);
        a.ifBoolean("bypassDocumentValidation", aggregate::bypassDocumentValidation);
        a.ifValue("comment", aggregate::comment);
        a.ifDocument("let", aggregate::let);
        a.ifLong("maxTimeMS", time -> aggregate.maxTime(time, TimeUnit.MILLISECONDS));
        a.ifLong("maxAwaitTimeMS", time -> aggregate.maxAwaitTime(time, TimeUnit.MILLISECONDS));
        a.ifText("timeoutMode", mode -> aggregate.timeoutMode(timeoutMode(mode)));
        a.collation(aggregate::collation);
        a.hint(aggregate::hint, aggregate::hintString);
        a.rawData();
        if (!isReading(a)) {
            aggregate.toCollection();
            return Answer.NONE;
        }
        return Answer.all(aggregate);
    }

    private static Answer distinct(MongoCollection<BsonDocument> collection, Arguments a) {
        ClientSession session = a.session();
        String field = a.text("fieldName");
        BsonDocument filter = a.documentOrEmpty("filter");
        DistinctIterable<BsonValue> distinct = session == null
                ? collection.distinct(field, filter, BsonValue.class)
                : collection.distinct(session, field, filter, BsonValue.class);
        a.ifValue("comment", distinct::comment);
        a.ifLong("maxTimeMS", time -> distinct.maxTime(time, TimeUnit.MILLISECONDS));
        a.collation(distinct::collation);
        a.hint(distinct::hint, distinct::hintString);
        a.rawData();
        return Answer.of(new BsonArray(distinct.into(new ArrayList<>())));
    }

    private static Answer count(MongoCollection<BsonDocument> collection, Arguments a) {
        ClientSession session = a.session();
        BsonDocument filter = a.documentOrEmpty("filter");
        CountOptions options = new CountOptions();
        a.ifInt("limit", options::limit);
        a.ifInt("skip", options::skip);
        a.ifValue("comment", options::comment);
        a.ifLong("maxTimeMS", time -> options.maxTime(time, TimeUnit.MILLISECONDS));
        a.collation(options::collation);
        a.hint(options::hint, options::hintString);
        a.rawData();
        return Answer.of(new BsonInt64(
                session == null
                        ? collection.countDocuments(filter, options)
                        : collection.countDocuments(session, filter, options)));
    }

    private static Answer estimate(MongoCollection<BsonDocument> collection, Arguments a) {
        EstimatedDocumentCountOptions options = new EstimatedDocumentCountOptions();
        a.ifValue("comment", options::comment);
        a.ifLong("maxTimeMS", time -> options.maxTime(time, TimeUnit.MILLISECONDS));
        a.rawData();
        return Answer.of(new BsonInt64(collection.estimatedDocumentCount(options)));
    }

    private static ListIndexesIterable<BsonDocument> indexes(MongoCollection<BsonDocument> collection, Arguments a) {
        ClientSession session = a.session();
        ListIndexesIterable<BsonDocument> indexes = session == null
                ? collection.listIndexes(BsonDocument.class)
                : collection.listIndexes(session, BsonDocument.class);
        a.ifInt("batchSize", indexes::batchSize);
        a.ifValue("comment", indexes::comment);
        a.ifLong("maxTimeMS", time -> indexes.maxTime(time, TimeUnit.MILLISECONDS));
        a.ifText("timeoutMode", mode -> indexes.timeoutMode(timeoutMode(mode)));
        a.rawData();
        return indexes;
    }

    private static Answer indexNames(MongoCollection<BsonDocument> collection, Arguments a) {
        BsonArray names = new BsonArray();
        indexes(collection, a)
                .forEach(index ->
                        names.add(new BsonString(index.getString("name").getValue())));
        return Answer.of(names);
    }

    /** A change stream, opened. Its events are read as documents, as the server sent them. */
    static Answer stream(ChangeStreamIterable<BsonDocument> stream, Arguments a) {
        a.ifInt("batchSize", stream::batchSize);
        a.ifValue("comment", stream::comment);
        a.ifLong("maxAwaitTimeMS", time -> stream.maxAwaitTime(time, TimeUnit.MILLISECONDS));
        a.ifText("fullDocument", name -> stream.fullDocument(FullDocument.fromString(name)));
        a.ifText(
                "fullDocumentBeforeChange",
                name -> stream.fullDocumentBeforeChange(FullDocumentBeforeChange.fromString(name)));
        a.ifBoolean("showExpandedEvents", stream::showExpandedEvents);
        a.ifDocument("resumeAfter", stream::resumeAfter);
        a.ifDocument("startAfter", stream::startAfter);
        a.ifValue("startAtOperationTime", time -> stream.startAtOperationTime(time.asTimestamp()));
        a.collation(stream::collation);
        a.rawData();
        a.requireAllUsed();
        return Answer.entity(stream.withDocumentClass(BsonDocument.class).cursor());
    }
}
