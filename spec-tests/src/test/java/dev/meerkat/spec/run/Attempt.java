package dev.meerkat.spec.run;

import com.mongodb.MongoException;
import dev.meerkat.spec.format.Unsupported;
import dev.meerkat.spec.match.Failure;
import dev.meerkat.spec.operation.Answer;
import dev.meerkat.spec.operation.Operations;
import java.util.NoSuchElementException;
import org.bson.BSONException;
import org.bson.BsonInvalidOperationException;
import org.jspecify.annotations.Nullable;

/**
 * What came of an operation, done once: an answer or a failure.
 *
 * @param answer null where it failed
 * @param failure null where it did not
 */
record Attempt(@Nullable Answer answer, @Nullable Failure failure) {

    /** Does it. What the driver throws is a failure; all else is the runner's own fault, and thrown. */
    static Attempt of(Operations.Call call) {
        try {
            return new Attempt(call.perform(), null);
        } catch (RuntimeException e) {
            if (isDrivers(e)) {
                return new Attempt(null, new Failure(e));
            }
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isDrivers(RuntimeException e) {
        return !(e instanceof Unsupported)
                && !(e instanceof BsonInvalidOperationException)
                && (e instanceof MongoException
                        || e instanceof BSONException
                        || e instanceof IllegalArgumentException
                        || e instanceof IllegalStateException
                        || e instanceof NoSuchElementException
                        || e instanceof UnsupportedOperationException);
    }
}
