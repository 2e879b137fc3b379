package dev.meerkat.proxy;

/** What the methods of the driver's databases, clients and sessions mean to the cache. */
final class HandleTables {

    static final OperationTable DATABASE = settings()
            .plain(OperationTable.PASS, "getName()", "getCollection(String)", "getCollection(String,Class)")
            .writes(WriteKind.COMMAND, "runCommand(Bson)", "runCommand(Bson,ReadPreference)")
            .writes(WriteKind.COMMAND, "runCommand(Bson,Class)", "runCommand(Bson,ReadPreference,Class)")
            .writes(WriteKind.DROP, "drop()")
            .writes(WriteKind.CREATE, "createCollection(String)", "createCollection(String,CreateCollectionOptions)")
            .writes(WriteKind.CREATE, "createView(String,String,List)")
            .writes(WriteKind.CREATE, "createView(String,String,List,CreateViewOptions)")
            .both(OperationTable.NEVER_CACHED, "aggregate(List)", "aggregate(List,Class)")
            .both(OperationTable.PASS, "listCollectionNames()", "listCollections()", "listCollections(Class)")
            .both(OperationTable.PASS, "watch()", "watch(Class)", "watch(List)", "watch(List,Class)");

    static final OperationTable CLUSTER = settings()
            .plain(OperationTable.PASS, "getDatabase(String)", "startSession()", "startSession(ClientSessionOptions)")
            .writes(WriteKind.NAMESPACED_BULK, "bulkWrite(List)", "bulkWrite(List,ClientBulkWriteOptions)")
            .both(OperationTable.PASS, "listDatabaseNames()", "listDatabases()", "listDatabases(Class)")
            .both(OperationTable.PASS, "watch()", "watch(Class)", "watch(List)", "watch(List,Class)");

    static final OperationTable CLIENT = new OperationTable(CLUSTER)
            .plain(OperationTable.PASS, "close()", "getClusterDescription()")
            .plain(OperationTable.PASS, "appendMetadata(MongoDriverInformation)");

    static final OperationTable SESSION = new OperationTable()
            .plain(OperationTable.PASS, "startTransaction()", "startTransaction(TransactionOptions)")
            .plain(OperationTable.PASS, "commitTransaction()", "abortTransaction()", "hasActiveTransaction()")
            .plain(OperationTable.PASS, "withTransaction(TransactionBody)")
            .plain(OperationTable.PASS, "withTransaction(TransactionBody,TransactionOptions)")
            .plain(OperationTable.PASS, "getTransactionOptions()", "getTransactionSpan()", "notifyMessageSent()")
            .plain(OperationTable.PASS, "notifyOperationInitiated(Object)", "getPinnedServerAddress()")
            .plain(OperationTable.PASS, "getTransactionContext()", "setTransactionContext(ServerAddress,Object)")
            .plain(OperationTable.PASS, "clearTransactionContext()", "getRecoveryToken()")
            .plain(OperationTable.PASS, "setRecoveryToken(BsonDocument)", "getOptions()", "isCausallyConsistent()")
            .plain(OperationTable.PASS, "getOriginator()", "getServerSession()", "getOperationTime()")
            .plain(OperationTable.PASS, "advanceOperationTime(BsonTimestamp)", "advanceClusterTime(BsonDocument)")
            .plain(OperationTable.PASS, "setSnapshotTimestamp(BsonTimestamp)", "getSnapshotTimestamp()")
            .plain(OperationTable.PASS, "getClusterTime()", "getTimeoutContext()")
            .plain(OperationTable.PASS, "getOverloadRetryPolicyState()", "close()");

    private HandleTables() {}

    private static OperationTable settings() {
        return new OperationTable()
                .plain(OperationTable.PASS, "getCodecRegistry()", "getReadPreference()", "getWriteConcern()")
                .plain(OperationTable.PASS, "getReadConcern()", "getTimeout(TimeUnit)")
                .plain(OperationTable.PASS, "withCodecRegistry(CodecRegistry)", "withReadPreference(ReadPreference)")
                .plain(OperationTable.PASS, "withWriteConcern(WriteConcern)", "withReadConcern(ReadConcern)")
                .plain(OperationTable.PASS, "withTimeout(long,TimeUnit)");
    }
}
