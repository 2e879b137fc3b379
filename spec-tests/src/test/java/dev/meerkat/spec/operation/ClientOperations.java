package dev.meerkat.spec.operation;

import static dev.meerkat.spec.operation.Operation.read;
import static dev.meerkat.spec.operation.Operation.write;

import com.mongodb.client.ClientSession;
import com.mongodb.client.ListDatabasesIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.model.bulk.ClientBulkWriteOptions;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import dev.meerkat.spec.entity.DriverOptions;
import dev.meerkat.spec.entity.TestClient;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** Operations on a client. */
final class ClientOperations {

    static final Map<String, Operation<TestClient>> TABLE = Map.of(
            "listDatabases",
            read((c, a, s) -> Answer.all(databases(c.handle(), a))),
            "listDatabaseNames",
            read((c, a, s) -> databaseNames(c.handle(), a)),
            "listDatabaseObjects",
            read((c, a, s) -> databaseNames(c.handle(), a)),
            "clientBulkWrite",
            write((c, a, s) -> bulkWrite(c.handle(), a)),
            "close",
            write((c, a, s) -> {
                c.handle().close();
                return Answer.NONE;
            }),
            "createChangeStream",
            write((c, a, s) -> {
                ClientSession session = a.session();
                List<BsonDocument> pipeline = a.documents("pipeline");
                return CollectionReads.stream(
                        session == null
                                ? c.handle().watch(pipeline, BsonDocument.class)
                                : c.handle().watch(session, pipeline, BsonDocument.class),
                        a);
            }));

    private ClientOperations() {}

    private static ListDatabasesIterable<BsonDocument> databases(MongoClient client, Arguments a) {
        ClientSession session = a.session();
        ListDatabasesIterable<BsonDocument> databases = session == null
                ? client.listDatabases(BsonDocument.class)
                : client.listDatabases(session, BsonDocument.class);
        a.ifDocument("filter", databases::filter);
        a.ifBoolean("nameOnly", databases::nameOnly);
        a.ifBoolean("authorizedDatabases", databases::authorizedDatabasesOnly);
        a.ifInt("batchSize", databases::batchSize);
        a.ifValue("comment", databases::comment);
        return databases;
    }

    private static Answer databaseNames(MongoClient client, Arguments a) {
        ClientSession session = a.session();
        BsonArray names = new BsonArray();
        (session == null ? client.listDatabaseNames() : client.listDatabaseNames(session))
                .forEach(name -> names.add(new BsonString(name)));
        return Answer.of(names);
    }

    private static Answer bulkWrite(MongoClient client, Arguments a) {
        ClientSession session = a.session();
        ClientBulkWriteOptions options = ClientBulkWriteOptions.clientBulkWriteOptions();
        a.ifBoolean("ordered", options::ordered);
        a.ifBoolean("verboseResults", options::verboseResults);
        a.ifBoolean("bypassDocumentValidation", options::bypassDocumentValidation);
        a.ifDocument("let", options::let);
        a.ifValue("comment", options::comment);
        a.rawData();
        MongoCluster cluster = a.has("writeConcern")
                ? client.withWriteConcern(DriverOptions.writeConcern(a.document("writeConcern")))
                : client;
        List<ClientNamespacedWriteModel> models = a.documents("models").stream()
                .map(model -> ClientBulkModels.of(model, a))
                .toList();
        return Answer.of(WriteResults.of(
                session == null ? cluster.bulkWrite(models, options) : cluster.bulkWrite(session, models, options)));
    }
}
