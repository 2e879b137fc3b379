package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.read;
import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.ListCollectionNamesIterable;
import com.mongodb.client.ListCollectionsIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.DropCollectionOptions;
import dev.meerkat.spec.entity.DriverOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Operations on a database. */
final class DatabaseOperations {

    private static final Set<String> READING_COMMANDS =
            Set.of("ping", "find", "count", "distinct", "dbStats", "collStats", "buildInfo", "listCollections");

    static final Map<String, Operation<MongoDatabase>> TABLE = Map.ofEntries(
            Map.entry("aggregate", new Operation<>(CollectionReads::isReading, (d, a, s) -> aggregate(d, a))),
            Map.entry("runCommand", new Operation<>(DatabaseOperations::isReading, (d, a, s) -> runCommand(d, a))),
            Map.entry("listCollections", read((d, a, s) -> Answer.all(collections(d, a)))),
            Map.entry("listCollectionNames", read((d, a, s) -> names(d, a))),
            Map.entry("createCollection", write((d, a, s) -> CollectionCreation.create(d, a))),
            Map.entry("dropCollection", write((d, a, s) -> dropCollection(d, a))),
            Map.entry("modifyCollection", write((d, a, s) -> modifyCollection(d, a))),
            Map.entry("drop", write((d, a, s) -> {
                d.drop();
                return Answer.NONE;
            })),
            Map.entry("createChangeStream", write((d, a, s) -> {
                ClientSession session = a.session();
                List<BsonDocument> pipeline = a.documents("pipeline");
                return CollectionReads.stream(
                        session == null
                                ? d.watch(pipeline, BsonDocument.class)
                                : d.watch(session, pipeline, BsonDocument.class),
                        a);
            })));

    private DatabaseOperations() {}

    private static boolean isReading(Arguments a) {
        return READING_COMMANDS.contains(a.document("command").getFirstKey());
    }

    private static Answer aggregate(MongoDatabase d, Arguments a) {
        ClientSession session = a.session();
        List<BsonDocument> pipeline = a.documents("pipeline");
        return CollectionReads.aggregate(
                session == null
                        ? d.aggregate(pipeline, BsonDocument.class)
                        : d.aggregate(session, pipeline, BsonDocument.class),
                a);
    }

    private static Answer runCommand(MongoDatabase d, Arguments a) {
        a.ignore("commandName");
        ClientSession session = a.session();
        BsonDocument command = a.document("command");
        ReadPreference preference = a.has("readPreference")
                ? DriverOptions.readPreference(a.document("readPreference"))
                : ReadPreference.primary();
        return Answer.of(
                session == null
                        ? d.runCommand(command, preference, BsonDocument.class)
                        : d.runCommand(session, command, preference, BsonDocument.class));
    }

    private static ListCollectionsIterable<BsonDocument> collections(MongoDatabase d, Arguments a) {
        ClientSession session = a.session();
        ListCollectionsIterable<BsonDocument> collections = session == null
                ? d.listCollections(BsonDocument.class)
                : d.listCollections(session, BsonDocument.class);
        a.ifDocument("filter", collections::filter);
        a.ifInt("batchSize", collections::batchSize);
        a.ifValue("comment", collections::comment);
        a.ifText("timeoutMode", mode -> collections.timeoutMode(CollectionReads.timeoutMode(mode)));
        a.rawData();
        return collections;
    }

    private static Answer names(MongoDatabase d, Arguments a) {
        ClientSession session = a.session();
        ListCollectionNamesIterable names = session == null ? d.listCollectionNames() : d.listCollectionNames(session);
        a.ifDocument("filter", names::filter);
        a.ifInt("batchSize", names::batchSize);
        a.ifValue("comment", names::comment);
        a.ifBoolean("authorizedCollections", names::authorizedCollections);
        BsonArray all = new BsonArray();
        names.forEach(name -> all.add(new BsonString(name)));
        return Answer.of(all);
    }

    private static Answer dropCollection(MongoDatabase d, Arguments a) {
        ClientSession session = a.session();
        MongoCollection<BsonDocument> collection = d.getCollection(a.text("collection"), BsonDocument.class);
        DropCollectionOptions options = new DropCollectionOptions();
        a.ifDocument("encryptedFields", options::encryptedFields);
        if (session == null) {
            collection.drop(options);
        } else {
            collection.drop(session, options);
        }
        return Answer.NONE;
    }

    /** The driver has no method for it: the command. */
    private static Answer modifyCollection(MongoDatabase d, Arguments a) {
        BsonDocument command = new BsonDocument("collMod", new BsonString(a.text("collection")));
        for (String option :
                List.of("validator", "validationLevel", "validationAction", "index", "viewOn", "pipeline")) {
            a.ifValue(option, value -> command.append(option, value));
        }
        a.ifValue("changeStreamPreAndPostImages", value -> command.append("changeStreamPreAndPostImages", value));
        a.ifValue(
                "expireAfterSeconds",
                value -> command.append("expireAfterSeconds", value.isNumber() ? value : new BsonInt32(0)));
        a.requireAllUsed();
        return Answer.of(d.runCommand(command, BsonDocument.class));
    }
}
