package dev.meerkat.spec.format;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.Arrays;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * What cases ask about a server.
 *
 * @param version as it says itself
 * @param topology in the format's words
 * @param parameters what {@code getParameter} tells
 */
public record ServerFacts(String version, String topology, BsonDocument parameters) {

    /** Asks the server. */
    public static ServerFacts of(MongoClient client) {
        MongoDatabase admin = client.getDatabase("admin");
        BsonDocument build = admin.runCommand(command("buildInfo"), BsonDocument.class);
        BsonDocument hello = admin.runCommand(command("isMaster"), BsonDocument.class);
        String topology = hello.containsKey("setName")
                ? "replicaset"
                : hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid") ? "sharded" : "single";
        return new ServerFacts(build.getString("version").getValue(), topology, parameters(admin));
    }

    private static BsonDocument parameters(MongoDatabase admin) {
        try {
            return admin.runCommand(new BsonDocument("getParameter", new BsonString("*")), BsonDocument.class);
        } catch (MongoException refused) {
            return new BsonDocument();
        }
    }

    private static BsonDocument command(String name) {
        return new BsonDocument(name, new BsonInt32(1));
    }

    /** Whether its version is this one or newer. */
    boolean isAtLeast(String other) {
        return Arrays.compare(parts(version), parts(other)) >= 0;
    }

    /** Whether its version is this one or older. */
    boolean isAtMost(String other) {
        return Arrays.compare(parts(version), parts(other)) <= 0;
    }

    private static int[] parts(String version) {
        int[] numbers = new int[3];
        String[] texts = version.replaceFirst("-.*", "").split("\\.", -1);
        for (int i = 0; i < Math.min(numbers.length, texts.length); i++) {
            numbers[i] = Integer.parseInt(texts[i]);
        }
        return numbers;
    }
}
