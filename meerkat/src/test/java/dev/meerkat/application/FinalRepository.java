package dev.meerkat.application;

import com.mongodb.client.MongoClient;

/** A repository that can't be extended. */
public final class FinalRepository extends UserRepository {

    public FinalRepository(MongoClient client) {
        super(client);
    }
}
