package dev.meerkat.proxy;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.proxy.Operation.Bypass;
import dev.meerkat.proxy.Operation.Option;
import dev.meerkat.proxy.Operation.Pass;
import dev.meerkat.proxy.Operation.Read;
import dev.meerkat.proxy.Operation.Role;
import dev.meerkat.proxy.Operation.Write;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every method of the driver's interfaces means to the cache, by its signature. A test holds the table against the
 * interfaces, both ways. A method that a newer driver brings at run time, and that is not here, is handed through to the
 * driver and counted as a bypass.
 */
final class OperationTable {

    private static final Operation READ = new Read();
    static final Operation PASS = new Pass();
    static final Operation NEVER_CACHED = new Bypass(BypassReason.OPERATION);
    private static final Operation IN_SESSION = new Bypass(BypassReason.SESSION);
    private static final Operation RESULT = new Option(Role.RESULT);
    private static final Operation WAY = new Option(Role.WAY);
    private static final Operation CALLER = new Option(Role.CALLER);

    private static final OperationTable ITERABLE = new OperationTable()
            .plain(READ, "iterator()", "cursor()", "first()", "into(Collection)", "forEach(Consumer)")
            .plain(READ, "spliterator()", "map(Function)")
            .plain(WAY, "batchSize(int)");

    private static final OperationTable CURSOR = new OperationTable()
            .plain(READ, "close()", "hasNext()", "next()", "tryNext()", "available()", "remove()")
            .plain(READ, "forEachRemaining(Consumer)", "getServerCursor()", "getServerAddress()");

    private static final OperationTable FIND = new OperationTable(ITERABLE)
            .plain(RESULT, "filter(Bson)", "limit(int)", "skip(int)", "projection(Bson)", "sort(Bson)")
            .plain(RESULT, "collation(Collation)", "let(Bson)", "min(Bson)", "max(Bson)")
            .plain(RESULT, "hint(Bson)", "hintString(String)", "returnKey(boolean)", "showRecordId(boolean)")
            .plain(RESULT, "partial(boolean)", "cursorType(CursorType)")
            .plain(WAY, "comment(String)", "comment(BsonValue)", "allowDiskUse(Boolean)")
            .plain(CALLER, "maxTime(long,TimeUnit)", "maxAwaitTime(long,TimeUnit)", "noCursorTimeout(boolean)")
            .plain(CALLER, "timeoutMode(TimeoutMode)")
            .plain(NEVER_CACHED, "explain()", "explain(ExplainVerbosity)", "explain(Class)")
            .plain(NEVER_CACHED, "explain(Class,ExplainVerbosity)");

    private static final OperationTable AGGREGATE = new OperationTable(ITERABLE)
            .plain(RESULT, "collation(Collation)", "let(Bson)", "hint(Bson)", "hintString(String)")
            .plain(WAY, "comment(String)", "comment(BsonValue)", "allowDiskUse(Boolean)")
            .plain(CALLER, "maxTime(long,TimeUnit)", "maxAwaitTime(long,TimeUnit)", "timeoutMode(TimeoutMode)")
            .plain(CALLER, "bypassDocumentValidation(Boolean)")
            .plain(new Write(WriteKind.OUT), "toCollection()")
            .plain(NEVER_CACHED, "explain()", "explain(ExplainVerbosity)", "explain(Class)")
            .plain(NEVER_CACHED, "explain(Class,ExplainVerbosity)");

    private static final OperationTable DISTINCT = new OperationTable(ITERABLE)
            .plain(RESULT, "filter(Bson)", "collation(Collation)", "hint(Bson)", "hintString(String)")
            .plain(WAY, "comment(String)", "comment(BsonValue)")
            .plain(CALLER, "maxTime(long,TimeUnit)", "timeoutMode(TimeoutMode)");

    @SuppressWarnings("deprecation")
    private static final Class<?> MAP_REDUCE_ITERABLE = com.mongodb.client.MapReduceIterable.class;

    private static final OperationTable MAP_REDUCE = new OperationTable(ITERABLE)
            .plain(CALLER, "collectionName(String)", "databaseName(String)", "finalizeFunction(String)", "scope(Bson)")
            .plain(CALLER, "sort(Bson)", "filter(Bson)", "limit(int)", "jsMode(boolean)", "verbose(boolean)")
            .plain(CALLER, "maxTime(long,TimeUnit)", "action(MapReduceAction)", "collation(Collation)")
            .plain(CALLER, "bypassDocumentValidation(Boolean)", "timeoutMode(TimeoutMode)")
            .plain(new Write(WriteKind.OUT), "toCollection()");

    private static final OperationTable COLLECTION = collection();

    private final Map<String, Operation> operations = new LinkedHashMap<>();

    OperationTable() {}

    OperationTable(OperationTable base) {
        operations.putAll(base.operations);
    }

    private static OperationTable collection() {
        return new OperationTable()
                .reads("find()", "find(Class)", "find(Bson)", "find(Bson,Class)")
                .reads("aggregate(List)", "aggregate(List,Class)")
                .reads("distinct(String,Class)", "distinct(String,Bson,Class)")
                .reads("countDocuments()", "countDocuments(Bson)", "countDocuments(Bson,CountOptions)")
                .plain(NEVER_CACHED, "estimatedDocumentCount()")
                .plain(NEVER_CACHED, "estimatedDocumentCount(EstimatedDocumentCountOptions)")
                .both(NEVER_CACHED, "mapReduce(String,String)", "mapReduce(String,String,Class)")
                .writes(WriteKind.INSERT_ONE, "insertOne(Object)", "insertOne(Object,InsertOneOptions)")
                .writes(WriteKind.INSERT_MANY, "insertMany(List)", "insertMany(List,InsertManyOptions)")
                .writes(WriteKind.BULK, "bulkWrite(List)", "bulkWrite(List,BulkWriteOptions)")
                .writes(WriteKind.BY_FILTER, "deleteOne(Bson)", "deleteOne(Bson,DeleteOptions)")
                .writes(WriteKind.BY_FILTER, "deleteMany(Bson)", "deleteMany(Bson,DeleteOptions)")
                .writes(WriteKind.BY_FILTER, "replaceOne(Bson,Object)", "replaceOne(Bson,Object,ReplaceOptions)")
                .writes(WriteKind.BY_FILTER, "updateOne(Bson,Bson)", "updateOne(Bson,Bson,UpdateOptions)")
                .writes(WriteKind.BY_FILTER, "updateOne(Bson,List)", "updateOne(Bson,List,UpdateOptions)")
                .writes(WriteKind.BY_FILTER, "updateMany(Bson,Bson)", "updateMany(Bson,Bson,UpdateOptions)")
                .writes(WriteKind.BY_FILTER, "updateMany(Bson,List)", "updateMany(Bson,List,UpdateOptions)")
                .writes(WriteKind.BY_FILTER, "findOneAndDelete(Bson)")
                .writes(WriteKind.BY_FILTER, "findOneAndDelete(Bson,FindOneAndDeleteOptions)")
                .writes(WriteKind.BY_FILTER, "findOneAndReplace(Bson,Object)")
                .writes(WriteKind.BY_FILTER, "findOneAndReplace(Bson,Object,FindOneAndReplaceOptions)")
                .writes(WriteKind.BY_FILTER, "findOneAndUpdate(Bson,Bson)", "findOneAndUpdate(Bson,List)")
                .writes(WriteKind.BY_FILTER, "findOneAndUpdate(Bson,Bson,FindOneAndUpdateOptions)")
                .writes(WriteKind.BY_FILTER, "findOneAndUpdate(Bson,List,FindOneAndUpdateOptions)")
                .writes(WriteKind.DROP, "drop()", "drop(DropCollectionOptions)")
                .writes(WriteKind.RENAME, "renameCollection(MongoNamespace)")
                .writes(WriteKind.RENAME, "renameCollection(MongoNamespace,RenameCollectionOptions)")
                .plain(PASS, "getNamespace()", "getDocumentClass()", "getCodecRegistry()", "getReadPreference()")
                .plain(PASS, "getWriteConcern()", "getReadConcern()", "getTimeout(TimeUnit)")
                .plain(PASS, "withDocumentClass(Class)", "withCodecRegistry(CodecRegistry)")
                .plain(PASS, "withReadPreference(ReadPreference)", "withWriteConcern(WriteConcern)")
                .plain(PASS, "withReadConcern(ReadConcern)", "withTimeout(long,TimeUnit)")
                .both(PASS, "watch()", "watch(Class)", "watch(List)", "watch(List,Class)")
                .both(PASS, "listIndexes()", "listIndexes(Class)")
                .both(PASS, "createIndex(Bson)", "createIndex(Bson,IndexOptions)")
                .both(PASS, "createIndexes(List)", "createIndexes(List,CreateIndexOptions)")
                .both(PASS, "dropIndex(String)", "dropIndex(String,DropIndexOptions)")
                .both(PASS, "dropIndex(Bson)", "dropIndex(Bson,DropIndexOptions)")
                .both(PASS, "dropIndexes()", "dropIndexes(DropIndexOptions)")
                .plain(PASS, "createSearchIndex(String,Bson)", "createSearchIndex(Bson)", "createSearchIndexes(List)")
                .plain(PASS, "updateSearchIndex(String,Bson)", "dropSearchIndex(String)")
                .plain(PASS, "listSearchIndexes()", "listSearchIndexes(Class)");
    }

    OperationTable plain(Operation operation, String... signatures) {
        for (String signature : signatures) {
            if (operations.put(signature, operation) != null) {
                throw new IllegalArgumentException(signature + " is there twice");
            }
        }
        return this;
    }

    /** The same with a session. */
    OperationTable both(Operation operation, String... signatures) {
        return plain(operation, signatures).plain(operation, withSession(signatures));
    }

    private OperationTable reads(String... signatures) {
        return plain(READ, signatures).plain(IN_SESSION, withSession(signatures));
    }

    OperationTable writes(WriteKind kind, String... signatures) {
        return both(new Write(kind), signatures);
    }

    private static String[] withSession(String... signatures) {
        return Arrays.stream(signatures)
                .map(signature ->
                        signature.replaceFirst("\\((.)", "(ClientSession,$1").replace(",)", ")"))
                .toArray(String[]::new);
    }

    /** The table for one of the driver's interfaces; null where there is none. */
    static @Nullable OperationTable of(Class<?> driverInterface) {
        return Map.ofEntries(
                        Map.entry(MongoCollection.class, COLLECTION),
                        Map.entry(MongoDatabase.class, HandleTables.DATABASE),
                        Map.entry(MongoCluster.class, HandleTables.CLUSTER),
                        Map.entry(MongoClient.class, HandleTables.CLIENT),
                        Map.entry(ClientSession.class, HandleTables.SESSION),
                        Map.entry(FindIterable.class, FIND),
                        Map.entry(AggregateIterable.class, AGGREGATE),
                        Map.entry(DistinctIterable.class, DISTINCT),
                        Map.entry(MAP_REDUCE_ITERABLE, MAP_REDUCE),
                        Map.entry(MongoIterable.class, ITERABLE),
                        Map.entry(MongoCursor.class, CURSOR))
                .get(driverInterface);
    }

    /** What the method means; null where it is not in the table. */
    @Nullable
    Operation find(Method method) {
        return operations.get(signature(method));
    }

    /** What the method means; one that is not in the table is never cached. */
    Operation get(Method method) {
        return operations.getOrDefault(signature(method), NEVER_CACHED);
    }

    Map<String, Operation> all() {
        return Collections.unmodifiableMap(operations);
    }

    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }
}
