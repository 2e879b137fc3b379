package dev.meerkat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCluster;
import dev.meerkat.changes.Hello;
import dev.meerkat.proxy.HandleProxies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployment that Meerkat watches. Nobody would invalidate what is cached of another one, and its cluster times mean
 * nothing here: its clients are refused. Whose client sees the epoch that this deployment drew is of this deployment; a user
 * who may not read it is known by the replica set's name and hosts. While the cache is off nothing is known and nothing is
 * asked: clients are let pass, and looked at before the cache goes on.
 *
 * <p>Thread-safe; asks each client once. This object's monitor guards what is known and which clients are unchecked.
 */
final class Deployment {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final Set<Integer> NOT_ALLOWED = Set.of(13, 8000);

    private final MongoConnection mongo;
    private final Metadata metadata;
    private final Set<MongoCluster> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Set<MongoCluster> unchecked = Collections.newSetFromMap(new WeakHashMap<>());
    private @Nullable Identity identity;
    private @Nullable Identity first;

    /**
     * What tells a deployment from all others.
     *
     * @param set as it describes itself
     * @param drawn the random id that it drew
     */
    record Identity(ReplicaSet set, String drawn) {

        /** Both as one id. */
        String epoch() {
            String both = drawn + "/" + set.id();
            return UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8)).toString();
        }
    }

    Deployment(MongoConnection mongo, Metadata metadata) {
        this.mongo = mongo;
        this.metadata = metadata;
        known.add(mongo.client());
        try {
            known.add(HandleProxies.clientOf(mongo.client().getDatabase("admin").getCollection("any")));
        } catch (IllegalArgumentException handedInByAnotherLibrary) {
            LOG.debug("What is within the client can't be seen.", handedInByAnotherLibrary);
        }
    }

    /**
     * The cache goes on here: from now on clients are looked at when they come, and those that have come are now.
     *
     * @throws MeerkatException where one of them is of another deployment, or this is another one than at first
     */
    void recognize(Identity now) {
        List<MongoCluster> waiting;
        synchronized (this) {
            if (first != null && !first.epoch().equals(now.epoch())) {
                throw new MeerkatException("MongoDB at " + mongo + " is not the deployment that it was at first, or was"
                        + " restored: build Meerkat again");
            }
            first = now;
            identity = now;
            waiting = new ArrayList<>(unchecked);
        }
        waiting.forEach(this::require);
        synchronized (this) {
            unchecked.removeAll(known);
        }
    }

    /** The cache goes off: nothing is asked any more. */
    synchronized void forget() {
        identity = null;
    }

    /** What tells it from all others; empty where that was never found out. */
    synchronized String epoch() {
        return first == null ? "" : first.epoch();
    }

    private synchronized @Nullable Identity identityFor(MongoCluster client) {
        if (identity == null) {
            unchecked.add(client);
        }
        return identity;
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
        Identity here = identityFor(client);
        if (here == null) {
            return;
        }
        if (!isOf(here, client)) {
            throw new MeerkatException("This collection is not of the MongoDB deployment that Meerkat watches (" + mongo
                    + "): changes to it would not be seen. Build another Meerkat, with the client of that deployment");
        }
        known.add(client);
    }

    private boolean isOf(Identity here, MongoCluster client) {
        try {
            return here.drawn().equals(metadata.epochSeenBy(client));
        } catch (MongoCommandException e) {
            if (!NOT_ALLOWED.contains(e.getErrorCode())) {
                throw unknown(e);
            }
        } catch (MongoException e) {
            throw unknown(e);
        }
        try {
            return here.set().isSame(Hello.of(client));
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
