package dev.meerkat.proxy;

import com.mongodb.MongoNamespace;
import com.mongodb.bulk.BulkWriteInsert;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.DeleteOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.InsertManyResult;
import com.mongodb.client.result.InsertOneResult;
import com.mongodb.client.result.UpdateResult;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonValue;
import org.bson.codecs.Codec;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Tells from one write's arguments and result what it may have changed: the ids of the documents, where all of them are known,
 * else the whole namespace. Used by one thread, once.
 *
 * <p>The collection's default collation needs no thought: where strings don't compare byte by byte, no cached read depends on
 * a single document.
 */
final class WriteEffects {

    /** More than this many documents count as the whole namespace. */
    static final int MAX_DOCUMENTS = 1000;

    private final Backing<?> backing;
    private final UpdatedFields fields;
    private final Set<Long> tags = new LinkedHashSet<>();
    private boolean allKnown = true;

    private WriteEffects(Backing<?> backing) {
        this.backing = backing;
        this.fields = new UpdatedFields(backing);
    }

    /**
     * The effect.
     *
     * @param arguments of the driver's method, without the session
     * @param result what it returned; null where it failed
     */
    static Effect of(WriteKind kind, Backing<?> backing, @Nullable Object[] arguments, @Nullable Object result) {
        WriteEffects effects = new WriteEffects(backing);
        switch (kind) {
            case INSERT_ONE -> effects.insertOne(arguments[0], (InsertOneResult) result);
            case INSERT_MANY -> effects.insertMany((List<?>) arguments[0], (InsertManyResult) result);
            case BY_FILTER -> effects.byFilter(arguments, result);
            case BULK -> effects.bulk((List<?>) arguments[0], (BulkWriteResult) result);
            case RENAME -> {
                return Effect.onWhole(backing.namespace(), namespace((MongoNamespace) arguments[0]));
            }
            default -> effects.allKnown = false;
        }
        return effects.effect();
    }

    private static Namespace namespace(MongoNamespace name) {
        return new Namespace(name.getDatabaseName(), name.getCollectionName());
    }

    private Effect effect() {
        return allKnown && tags.size() <= MAX_DOCUMENTS
                ? Effect.onDocuments(
                        backing.namespace(),
                        fields.in(backing.namespace()),
                        tags.stream().mapToLong(Long::longValue).toArray())
                : Effect.onWhole(backing.namespace());
    }

    private void id(@Nullable BsonValue id) {
        if (id == null) {
            allKnown = false;
        } else {
            tags.add(Tags.document(backing.namespace(), id));
        }
    }

    private void insertOne(Object document, @Nullable InsertOneResult result) {
        fields.any();
        BsonValue id = result == null ? null : result.getInsertedId();
        if (id == null) {
            document(document);
        } else {
            id(id);
        }
    }

    private void insertMany(List<?> documents, @Nullable InsertManyResult result) {
        fields.any();
        if (result == null || result.getInsertedIds().size() != documents.size()) {
            documents.forEach(this::document);
        } else {
            result.getInsertedIds().values().forEach(this::id);
        }
    }

    /** The id that the document has by now; the driver gives it one where it can. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private void document(Object document) {
        Codec codec =
                backing.collection().getCodecRegistry().get(backing.collection().getDocumentClass());
        id(new BsonDocumentWrapper(document, codec).get("_id"));
    }

    private void byFilter(@Nullable Object[] arguments, @Nullable Object result) {
        Object options = arguments[arguments.length - 1];
        filter((Bson) arguments[0], collation(options));
        fields.add(arguments.length > 1 ? arguments[1] : null, isUpsert(options));
        if (result instanceof UpdateResult update && update.getUpsertedId() != null) {
            id(update.getUpsertedId());
        }
    }

    private void filter(Bson filter, @Nullable Collation collation) {
        id(IdFilter.isSimple(collation) ? IdFilter.idOf(backing.render(filter)) : null);
    }

    private void bulk(List<?> models, @Nullable BulkWriteResult result) {
        for (Object model : models) {
            if (model instanceof InsertOneModel<?> insert) {
                fields.any();
                if (result == null) {
                    document(insert.getDocument());
                }
            } else {
                filterOf(model);
            }
        }
        if (result != null) {
            result.getInserts().stream().map(BulkWriteInsert::getId).forEach(this::id);
            result.getUpserts().stream().map(BulkWriteUpsert::getId).forEach(this::id);
        }
    }

    private void filterOf(Object model) {
        if (model instanceof UpdateOneModel<?> update) {
            update(update.getFilter(), update.getUpdate(), update.getOptions());
        } else if (model instanceof UpdateManyModel<?> update) {
            update(update.getFilter(), update.getUpdate(), update.getOptions());
        } else if (model instanceof ReplaceOneModel<?> replace) {
            whole(replace.getFilter(), replace.getReplaceOptions().getCollation());
        } else if (model instanceof DeleteOneModel<?> delete) {
            whole(delete.getFilter(), delete.getOptions().getCollation());
        } else if (model instanceof DeleteManyModel<?> delete) {
            whole(delete.getFilter(), delete.getOptions().getCollation());
        } else {
            allKnown = false;
        }
    }

    private void update(Bson filter, @Nullable Bson update, UpdateOptions options) {
        filter(filter, options.getCollation());
        fields.add(update, options.isUpsert());
    }

    private void whole(Bson filter, @Nullable Collation collation) {
        filter(filter, collation);
        fields.any();
    }

    private static boolean isUpsert(@Nullable Object options) {
        return options instanceof UpdateOptions update
                ? update.isUpsert()
                : options instanceof FindOneAndUpdateOptions both && both.isUpsert();
    }

    private static @Nullable Collation collation(@Nullable Object options) {
        if (options instanceof UpdateOptions update) {
            return update.getCollation();
        } else if (options instanceof ReplaceOptions replace) {
            return replace.getCollation();
        } else if (options instanceof DeleteOptions delete) {
            return delete.getCollation();
        } else if (options instanceof FindOneAndUpdateOptions update) {
            return update.getCollation();
        } else if (options instanceof FindOneAndReplaceOptions replace) {
            return replace.getCollation();
        }
        return options instanceof FindOneAndDeleteOptions delete ? delete.getCollation() : null;
    }
}
