package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a client asks about the server itself. */
final class ServerCommands {

    /**
     * MongoDB 4.2: the oldest version that the current driver talks to, and the one whose answers were recorded from a
     * real server, so that what is claimed here can be compared.
     */
    static final List<Integer> VERSION = List.of(4, 2, 8, 0);

    static final String VERSION_STRING = "4.2.8";
    static final int WIRE_VERSION = 8;
    static final String SET_NAME = "rs0";
    static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    private final ChangeLog log;
    private final boolean standalone;
    private final @Nullable String advertised;
    private final long startedNanos = System.nanoTime();

    /** @param advertised the address that clients are told to connect to; null for the one that they came to */
    ServerCommands(ChangeLog log, boolean standalone, @Nullable String advertised) {
        this.log = log;
        this.standalone = standalone;
        this.advertised = advertised;
    }

    void register(CommandDispatcher commands) {
        commands.register("isMaster", this::isMaster);
        commands.register("ping", call -> Command.ok());
        commands.register("buildInfo", call -> buildInfo());
        commands.register("connectionStatus", call -> connectionStatus());
        commands.register("getParameter", this::getParameter);
        commands.register("serverStatus", this::serverStatus);
        commands.register("replSetGetStatus", this::replicaSetStatus);
        commands.register("replSetInitiate", ServerCommands::refuseInitiation);
        commands.register(
                "whatsmyuri",
                call -> Command.ok().append("you", call.connection().remoteAddress()));
        commands.register(
                "getCmdLineOpts",
                call -> Command.ok().append("argv", List.of("embedded")).append("parsed", new Document()));
        commands.register(
                "getLog", call -> Command.ok().append("totalLinesWritten", 0).append("log", List.of()));
        commands.register("saslStart", ServerCommands::refuseCredentials);
        commands.register("authenticate", ServerCommands::refuseCredentials);
    }

    /** The address that this server goes by. */
    private String me(Call call) {
        return advertised == null ? call.connection().localAddress() : advertised;
    }

    /** Its newer name, hello, came to the 4.2 line with a later patch release. */
    private Document isMaster(Call call) {
        Document reply = new Document();
        if (standalone) {
            reply.append("ismaster", true);
        } else {
            String me = me(call);
            Document lastWrite = new Document("opTime", new Document("ts", log.time()).append("t", 1L))
                    .append("lastWriteDate", seconds(log.time()))
                    .append("majorityOpTime", new Document("ts", log.time()).append("t", 1L))
                    .append("majorityWriteDate", seconds(log.time()));
            reply.append("hosts", List.of(me))
                    .append("setName", SET_NAME)
                    .append("setVersion", 1)
                    .append("ismaster", true)
                    .append("secondary", false)
                    .append("primary", me)
                    .append("me", me)
                    .append("lastWrite", lastWrite);
        }
        reply.append("maxBsonObjectSize", MAX_DOCUMENT_BYTES)
                .append("maxMessageSizeBytes", WireDecoder.MAX_MESSAGE_BYTES)
                .append("maxWriteBatchSize", 100_000)
                .append("localTime", log.wallTime());
        if (!standalone) {
            reply.append("logicalSessionTimeoutMinutes", SessionCommands.TIMEOUT_MINUTES);
        }
        return reply.append("connectionId", call.connection().id())
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false)
                .append("ok", 1.0);
    }

    private static Instant seconds(BsonTimestamp time) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(time.getTime()));
    }

    private static Document buildInfo() {
        return Command.ok()
                .append("version", VERSION_STRING)
                .append("versionArray", VERSION)
                .append("maxBsonObjectSize", MAX_DOCUMENT_BYTES);
    }

    private static Document connectionStatus() {
        return Command.ok()
                .append(
                        "authInfo",
                        new Document("authenticatedUsers", List.of()).append("authenticatedUserRoles", List.of()));
    }

    private Document getParameter(Call call) {
        Arguments arguments = call.arguments();
        if (arguments.has("featureCompatibilityVersion")
                || "*".equals(arguments.fields().get("getParameter"))) {
            return Command.ok().append("featureCompatibilityVersion", new Document("version", "4.2"));
        }
        throw CommandException.of(72, "InvalidOptions", "no option found to get");
    }

    private Document serverStatus(Call call) {
        long up = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
        return Command.ok()
                .append("host", me(call))
                .append("version", VERSION_STRING)
                .append("process", "embedded")
                .append("pid", ProcessHandle.current().pid())
                .append("uptime", up / 1000.0)
                .append("uptimeMillis", up)
                .append("localTime", log.wallTime())
                .append("storageEngine", new Document("name", "memory").append("persistent", false));
    }

    private Document replicaSetStatus(Call call) {
        if (standalone) {
            throw CommandException.of(76, "NoReplicationEnabled", "not running with --replSet");
        }
        Document opTime = new Document("ts", log.time()).append("t", 1L);
        Document member = new Document("_id", 0)
                .append("name", me(call))
                .append("health", 1.0)
                .append("state", 1)
                .append("stateStr", "PRIMARY")
                .append("optime", opTime)
                .append("self", true);
        return Command.ok()
                .append("set", SET_NAME)
                .append("date", log.wallTime())
                .append("myState", 1)
                .append("term", 1L)
                .append("members", List.of(member));
    }

    private static Document refuseInitiation(Call call) {
        throw CommandException.of(23, "AlreadyInitialized", "already initialized");
    }

    private static Document refuseCredentials(Call call) {
        throw CommandException.of(
                18,
                "AuthenticationFailed",
                "Authentication failed. The embedded MongoDB has no users: leave the credentials out of its URI");
    }
}
