package dev.meerkat;

/** This MongoDB can't be cached, though it may well be used: it is no replica set, or Meerkat's documents can't be kept. */
final class UnavailableException extends MeerkatException {

    private static final long serialVersionUID = 1;

    private final boolean sharded;

    private UnavailableException(String message, boolean sharded) {
        super(message);
        this.sharded = sharded;
    }

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
        this.sharded = false;
    }

    static UnavailableException standalone(MongoConnection mongo) {
        return new UnavailableException(
                "MongoDB at " + mongo + " is a standalone server, which has no change streams:"
                        + " start it with --replSet rs0 and run rs.initiate() once (one node is enough)",
                false);
    }

    static UnavailableException sharded(MongoConnection mongo) {
        return new UnavailableException(
                "MongoDB at " + mongo
                        + " is a sharded cluster, where results can't be kept true yet: use a replica set, or"
                        + " leave the cache off",
                true);
    }

    /** Sharded clusters were always served without a cache, also where caching is required. */
    boolean isSharded() {
        return sharded;
    }
}
