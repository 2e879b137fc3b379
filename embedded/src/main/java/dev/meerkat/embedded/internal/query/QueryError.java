package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.exception.MongoServerError;

/** Errors of filters that can't be read. */
final class QueryError {

    private QueryError() {}

    static MongoServerError badValue(String message) {
        return new MongoServerError(2, "BadValue", message);
    }

    static MongoServerError failedToParse(String message) {
        return new MongoServerError(9, "FailedToParse", message);
    }

    static MongoServerError notSupported(String operator) {
        return new MongoServerError(
                238,
                "NotImplemented",
                operator + ": the embedded MongoDB has no such operator. Set MONGODB_URI to use a real replica set");
    }
}
