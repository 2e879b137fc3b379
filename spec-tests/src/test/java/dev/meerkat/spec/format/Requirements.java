package dev.meerkat.spec.format;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A list of requirements, one of which has to be met. */
final class Requirements {

    private Requirements() {}

    /** Null where one of them is met, or none is asked for; else why not, of the one that comes nearest. */
    static @Nullable String refusal(List<BsonDocument> requirements, ServerFacts server) {
        String nearest = null;
        for (BsonDocument requirement : requirements) {
            String version = versionRefusal(requirement, server);
            String refusal = version == null ? otherRefusal(requirement, server) : version;
            if (refusal == null) {
                return null;
            }
            if (nearest == null || version == null) {
                nearest = refusal;
            }
        }
        return nearest;
    }

    private static @Nullable String versionRefusal(BsonDocument requirement, ServerFacts server) {
        BsonString least = requirement.getString("minServerVersion", null);
        BsonString most = requirement.getString("maxServerVersion", null);
        if (least != null && !server.isAtLeast(least.getValue())) {
            return "server version: for newer ones";
        }
        return most != null && !server.isAtMost(most.getValue()) ? "server version: for older ones" : null;
    }

    private static @Nullable String otherRefusal(BsonDocument requirement, ServerFacts server) {
        BsonArray topologies = requirement.getArray("topologies", null);
        if (topologies != null && !includes(topologies, server.topology())) {
            return "topology: for others than " + server.topology();
        }
        if (requirement.getBoolean("auth", BsonBoolean.FALSE).getValue()) {
            return "auth: for servers with users";
        }
        if (requirement
                .getString("serverless", new BsonString("allow"))
                .getValue()
                .equals("require")) {
            return "serverless: for serverless ones";
        }
        BsonValue encryption = requirement.get("csfle");
        if (encryption != null && !encryption.equals(BsonBoolean.FALSE)) {
            return "csfle: encryption is not the cache's";
        }
        for (var parameter :
                requirement.getDocument("serverParameters", new BsonDocument()).entrySet()) {
            if (!parameter.getValue().equals(server.parameters().get(parameter.getKey()))) {
                return "server parameter " + parameter.getKey();
            }
        }
        return null;
    }

    private static boolean includes(BsonArray topologies, String topology) {
        return topologies.stream().anyMatch(known -> {
            String name = known.asString().getValue();
            return name.equals(topology) || (name.equals("sharded-replicaset") && topology.equals("sharded"));
        });
    }
}
