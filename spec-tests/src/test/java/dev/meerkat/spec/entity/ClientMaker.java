package dev.meerkat.spec.entity;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerApi;
import com.mongodb.ServerApiVersion;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.spec.format.Unsupported;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Makes clients of cases.
 *
 * @param uri the server's, with options
 * @param appName what all clients of the case call themselves, unless it says otherwise
 * @param wrap makes of the driver's client the one that the case works with
 */
record ClientMaker(String uri, String appName, UnaryOperator<MongoClient> wrap) {

    private static final Set<String> KNOWN = Set.of(
            "id",
            "uriOptions",
            "useMultipleMongoses",
            "observeEvents",
            "observeSensitiveCommands",
            "ignoreCommandMonitoringEvents",
            "serverApi",
            "observeLogMessages");

    TestClient make(BsonDocument description) {
        for (String part : description.keySet()) {
            if (!KNOWN.contains(part)) {
                throw new Unsupported("runner doesn't know " + part + " of clients");
            }
        }
        EventLog log = new EventLog(
                names(description, "ignoreCommandMonitoringEvents"),
                description
                        .getBoolean("observeSensitiveCommands", BsonBoolean.FALSE)
                        .getValue());
        PoolLog pool = new PoolLog(log);
        ConnectionString connection =
                new ConnectionString(uri + options(description.getDocument("uriOptions", new BsonDocument())));
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(connection)
                .addCommandListener(log)
                .applyToConnectionPoolSettings(builder -> builder.addConnectionPoolListener(pool))
                .applyToClusterSettings(builder -> builder.addClusterListener(log))
                .applyToServerSettings(
                        builder -> builder.addServerListener(log).minHeartbeatFrequency(5, TimeUnit.MILLISECONDS));
        if (connection.getApplicationName() == null) {
            settings.applicationName(appName);
        }
        if (description.containsKey("serverApi")) {
            settings.serverApi(serverApi(description.getDocument("serverApi")));
        }
        MongoClient driver = MongoClients.create(settings.build());
        return new TestClient(driver, wrap.apply(driver), log, pool, names(description, "observeEvents"));
    }

    private static Set<String> names(BsonDocument description, String field) {
        return description.getArray(field, new BsonArray()).stream()
                .map(name -> name.asString().getValue())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String options(BsonDocument options) {
        return options.entrySet().stream()
                .map(option -> "&" + option.getKey() + "="
                        + URLEncoder.encode(text(option.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static String text(BsonValue value) {
        if (value.isNumber()) {
            return String.valueOf(value.asNumber().longValue());
        }
        return value.isBoolean()
                ? String.valueOf(value.asBoolean().getValue())
                : value.asString().getValue();
    }

    private static ServerApi serverApi(BsonDocument document) {
        ServerApi.Builder api = ServerApi.builder()
                .version(ServerApiVersion.findByValue(
                        document.getString("version").getValue()));
        if (document.containsKey("strict")) {
            api.strict(document.getBoolean("strict").getValue());
        }
        if (document.containsKey("deprecationErrors")) {
            api.deprecationErrors(document.getBoolean("deprecationErrors").getValue());
        }
        return api.build();
    }
}
