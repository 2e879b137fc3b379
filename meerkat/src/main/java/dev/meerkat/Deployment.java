package dev.meerkat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCluster;
import dev.meerkat.proxy.HandleProxies;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployment that Meerkat watches. Nobody would invalidate what is cached of another one, and its cluster times mean
 * nothing here: its clients are refused. Whose client sees the epoch that this deployment drew is of this deployment; a user
 * who may not read it is known by the replica set's name and hosts. Thread-safe; asks each client once.
 */
final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final Set<Integer> NOT_ALLOWED = Set.of(13, 8000);

    private final MongoConnection mongo;
    private final Metadata metadata;
    private final String epoch;
    private final Set<MongoCluster> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    Deployment(MongoConnection mongo, Metadata metadata, String epoch) {
        this.mongo = mongo;
        this.metadata = metadata;
        this.epoch = epoch;
        known.add(mongo.client());
        try {
            known.add(HandleProxies.clientOf(mongo.client().getDatabase("admin").getCollection("any")));
        } catch (IllegalArgumentException handedInByAnotherLibrary) {
            LOG.debug("What is within the client can't be seen.", handedInByAnotherLibrary);
        }
    }

    /**
     * Lets clients of this deployment pass.
     *
     * @throws MeerkatException where the client is of another one, or where that can't be found out now
     */
    void require(MongoCluster client) {
        if (known.contains(client)) {
            return;
        }
        if (!has(client)) {
            throw new MeerkatException("This collection is not of the MongoDB deployment that Meerkat watches (" + mongo
                    + "): changes to it would not be seen. Build another Meerkat, with the client of that deployment");
        }
        known.add(client);
    }

    private boolean has(MongoCluster client) {
        try {
            return epoch.equals(metadata.epochSeenBy(client));
        } catch (MongoCommandException e) {
            if (!NOT_ALLOWED.contains(e.getErrorCode())) {
                throw unknown(e);
            }
        } catch (MongoException e) {
            throw unknown(e);
        }
        return hasHosts(client);
    }

    private boolean hasHosts(MongoCluster client) {
        try {
            return mongo.isSameSet(client.getDatabase("admin")
                    .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class));
        } catch (MongoException e) {
            throw unknown(e);
        }
    }

    private static MeerkatException unknown(MongoException e) {
        return new MeerkatException(
                "It can't be found out now whether this collection is of the MongoDB deployment that Meerkat watches,"
                        + " since its client gets no answer: wrap it again when MongoDB can be reached",
                e);
    }
}
