package dev.meerkat.proxy;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Narrowing;
import dev.meerkat.cache.QueryKey;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** An aggregation that writes nothing. */
final class AggregateQuery extends IterableQuery {

    private final List<? extends Bson> pipeline;

    AggregateQuery(Backing<?> backing, List<? extends Bson> pipeline, Settings settings) {
        super(backing, settings);
        this.pipeline = pipeline;
    }

    @Override
    @Nullable
    QueryParts parts() {
        QueryParts parts = new QueryParts(backing.scope(), "aggregate").with(pipeline);
        settings.addTo(parts);
        return parts.orNull();
    }

    @Override
    QueryKey render() {
        KeyWriter key = backing.scope()
                .start("aggregate")
                .documents("pipeline", pipeline.stream().map(this::document).toList());
        settings.writeTo(key, backing);
        return key.done();
    }

    @Override
    public Analysis analyse() {
        BypassReason refusal = settings.refusal();
        if (refusal != null) {
            return Analysis.refused(refusal);
        }
        BsonDocument description = decodedDescription();
        List<Namespace> namespaces = namespaces(description);
        return namespaces == null || !Determinism.holds(description)
                ? Analysis.refused(BypassReason.QUERY)
                : Analysis.query(namespaces, narrowing(namespaces, description));
    }

    private @Nullable Narrowing narrowing(List<Namespace> namespaces, BsonDocument description) {
        return namespaces.size() == 1 ? Narrowings.aggregate(backing.namespace(), stages(description)) : null;
    }

    private @Nullable List<Namespace> namespaces(BsonDocument description) {
        return Pipelines.namespaces(backing.namespace(), description.getArray("pipeline"));
    }

    @Override
    public void load(MongoCollection<RawBsonDocument> raw, ClientSession session, ResultBuffer into) {
        BsonDocument description = description();
        load(raw.aggregate(session, stages(description)), description, into);
    }

    @Override
    public void loadInputs(MongoCollection<RawBsonDocument> raw, ClientSession session, int most, ResultBuffer into) {
        BsonDocument description = description();
        load(raw.aggregate(session, LeadingMatches.ids(stages(description), most)), description, into);
    }

    private void load(AggregateIterable<RawBsonDocument> aggregate, BsonDocument description, ResultBuffer into) {
        settings.applyToFill(aggregate, description);
        drain(aggregate, into);
    }

    private static List<BsonDocument> stages(BsonDocument description) {
        return description.getArray("pipeline").stream()
                .map(BsonValue::asDocument)
                .toList();
    }
}
