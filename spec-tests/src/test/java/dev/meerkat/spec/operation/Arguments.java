package dev.meerkat.spec.operation;

import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Collation;
import dev.meerkat.spec.entity.DriverOptions;
import dev.meerkat.spec.entity.Entities;
import dev.meerkat.spec.entity.TestSession;
import dev.meerkat.spec.format.Unsupported;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** An operation's arguments. Remembers which were asked for: one that nobody asks for is one that this runner doesn't know. */
public final class Arguments {

    private final String operation;
    private final BsonDocument arguments;
    private final Entities entities;
    private final Set<String> used = new HashSet<>();

    /** @param operation what they are of, for people */
    public Arguments(String operation, BsonDocument arguments, Entities entities) {
        this.operation = operation;
        this.arguments = arguments;
        this.entities = entities;
    }

    /** Arguments within these. */
    Arguments within(String of, BsonDocument inner) {
        return new Arguments(operation + "." + of, inner, entities);
    }

    /** Throws where something was not asked for. */
    public void requireAllUsed() {
        for (String name : arguments.keySet()) {
            if (!used.contains(name)) {
                throw new Unsupported("runner doesn't know argument " + name + " of " + operation);
            }
        }
    }

    @Nullable
    BsonValue get(String name) {
        used.add(name);
        return arguments.get(name);
    }

    BsonValue required(String name) {
        BsonValue value = get(name);
        if (value == null) {
            throw new Unsupported("the case gives no " + name + " to " + operation);
        }
        return value;
    }

    void ignore(String name) {
        used.add(name);
    }

    boolean has(String name) {
        return get(name) != null;
    }

    String text(String name) {
        return required(name).asString().getValue();
    }

    @Nullable
    String optionalText(String name) {
        BsonValue value = get(name);
        return value == null ? null : value.asString().getValue();
    }

    int number(String name) {
        return required(name).asNumber().intValue();
    }

    BsonDocument document(String name) {
        return required(name).asDocument();
    }

    BsonDocument documentOrEmpty(String name) {
        BsonValue value = get(name);
        return value == null ? new BsonDocument() : value.asDocument();
    }

    List<BsonDocument> documents(String name) {
        return documents(required(name));
    }

    private static List<BsonDocument> documents(BsonValue value) {
        return value.asArray().stream().map(BsonValue::asDocument).toList();
    }

    /** The session that is named; null where none is. */
    @Nullable
    ClientSession session() {
        TestSession session = entities.session(optionalText("session"));
        return session == null ? null : session.session();
    }

    /** Whether a session is named. */
    public boolean hasSession() {
        return arguments.containsKey("session");
    }

    void ifValue(String name, Consumer<BsonValue> to) {
        BsonValue value = get(name);
        if (value != null) {
            to.accept(value);
        }
    }

    void ifDocument(String name, Consumer<BsonDocument> to) {
        ifValue(name, value -> to.accept(value.asDocument()));
    }

    void ifDocuments(String name, Consumer<List<BsonDocument>> to) {
        ifValue(name, value -> to.accept(documents(value)));
    }

    void ifBoolean(String name, Consumer<Boolean> to) {
        ifValue(name, value -> to.accept(value.asBoolean().getValue()));
    }

    void ifInt(String name, IntConsumer to) {
        ifValue(name, value -> to.accept(value.asNumber().intValue()));
    }

    void ifLong(String name, LongConsumer to) {
        ifValue(name, value -> to.accept(value.asNumber().longValue()));
    }

    void ifText(String name, Consumer<String> to) {
        ifValue(name, value -> to.accept(value.asString().getValue()));
    }

    void collation(Consumer<Collation> to) {
        ifDocument("collation", document -> to.accept(DriverOptions.collation(document)));
    }

    void hint(Consumer<Bson> document, Consumer<String> name) {
        ifValue("hint", hint -> {
            if (hint.isString()) {
                name.accept(hint.asString().getValue());
            } else {
                document.accept(hint.asDocument());
            }
        });
    }

    /** An update: a document or a pipeline. */
    void update(String name, Consumer<Bson> document, Consumer<List<BsonDocument>> pipeline) {
        BsonValue update = required(name);
        if (update instanceof BsonArray) {
            pipeline.accept(documents(update));
        } else {
            document.accept(update.asDocument());
        }
    }

    /** Raw data is of servers from 8.2 on; all others are to be sent nothing of it, and this driver sends nothing. */
    void rawData() {
        ignore("rawData");
    }
}
