package dev.meerkat.simulation;

import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Documents that are stored with one type of number as their id and read with another: to MongoDB it is the same id. */
final class OtherIds {

    private static final int FROM = 7;

    private OtherIds() {}

    static boolean isOther(int id) {
        return id >= FROM;
    }

    /** @param canonical whether equal ids have one tag; only the plan of a mutant has it otherwise */
    static Target target(int namespace, int id, boolean canonical) {
        Namespace name = Catalog.namespace(namespace);
        BsonValue asked = asked(id);
        BsonValue tagged = canonical ? asked : new BsonString(asked.toString());
        return Target.document(
                namespace, id, Tags.document(name, tagged), asked.getBsonType().name());
    }

    private static BsonValue asked(int id) {
        return switch (id - FROM) {
            case 0 -> new BsonInt64(id);
            case 1 -> new BsonDouble(id);
            case 2 -> new BsonDecimal128(new Decimal128(id));
            default -> new BsonInt32(id);
        };
    }
}
