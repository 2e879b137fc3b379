package dev.meerkat.spec.run;

import dev.meerkat.spec.match.ErrorMatcher;
import dev.meerkat.spec.match.Failure;
import dev.meerkat.spec.match.Mismatch;
import dev.meerkat.spec.match.ValueMatcher;
import dev.meerkat.spec.operation.Answer;
import dev.meerkat.spec.operation.WriteResults;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What a case expects of an operation. */
final class Expectations {

    private final ValueMatcher values;
    private final ErrorMatcher errors;

    Expectations(ValueMatcher values) {
        this.values = values;
        this.errors = new ErrorMatcher(values);
    }

    /** Throws where something else came. */
    void check(BsonDocument operation, Attempt attempt) {
        String name = operation.getString("name").getValue();
        Failure failure = attempt.failure();
        if (operation.containsKey("expectError")) {
            if (failure == null) {
                throw new Mismatch(name + ": expected an error "
                        + operation.getDocument("expectError").toJson() + ", got " + attempt.answer());
            }
            errors.match(
                    operation.getDocument("expectError"),
                    failure,
                    WriteResults.partial(failure.thrown()),
                    name + ".expectError");
        } else if (failure != null) {
            Mismatch mismatch = new Mismatch(name + ": unexpected error " + failure.summary());
            mismatch.initCause(failure.thrown());
            throw mismatch;
        } else if (operation.containsKey("expectResult")) {
            match(operation.get("expectResult"), Objects.requireNonNull(attempt.answer()), name);
        }
    }

    private void match(BsonValue expected, Answer answer, String name) {
        if (answer.documents() && answer.value() != null && expected.isArray()) {
            values.matchDocuments(expected.asArray(), answer.value().asArray(), name);
        } else {
            values.match(expected, answer.value(), name);
        }
    }
}
