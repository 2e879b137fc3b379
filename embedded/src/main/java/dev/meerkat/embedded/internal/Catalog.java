package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All databases and what changes them as a whole. A database exists while it has a collection. */
final class Catalog {

    private static final String ID_INDEX = "_id_";

    private final ChangeLog log;
    private final Isolation isolation;
    private final Map<String, EmbeddedDatabase> databases = new TreeMap<>();
    private int temporary;

    Catalog(Isolation isolation) {
        this.log = isolation.log();
        this.isolation = isolation;
    }

    ChangeLog log() {
        return log;
    }

    Isolation isolation() {
        return isolation;
    }

    /** A number for the name of a temporary collection. */
    int nextTemporary() {
        return ++temporary;
    }

    /** The names of the databases that have a collection. */
    List<String> databaseNames() {
        return databases.values().stream()
                .filter(database -> !database.isEmpty())
                .map(EmbeddedDatabase::getDatabaseName)
                .toList();
    }

    EmbeddedDatabase database(String name) {
        return databases.computeIfAbsent(name, created -> new EmbeddedDatabase(created, this));
    }

    @Nullable
    EmbeddedCollection collection(Namespace namespace) {
        return database(namespace.database()).collection(namespace.collection());
    }

    /** The collection, made now if it isn't there, as every write does. */
    EmbeddedCollection collectionForWrite(Namespace namespace) {
        EmbeddedCollection collection = collection(namespace);
        if (collection == null) {
            if (isolation.inTransaction()) {
                throw TransactionRules.notSupported("Cannot create namespace " + namespace
                        + " in multi-document transaction: create it before the transaction begins");
            }
            return create(namespace, CollectionSettings.none());
        }
        if (collection.settings().isCapped() && isolation.inTransaction()) {
            throw TransactionRules.notSupported("Collection '" + namespace
                    + "' is a capped collection. Writes in transactions are not allowed on capped collections.");
        }
        if (collection.settings().isView()) {
            throw CommandException.of(
                    166, "CommandNotSupportedOnView", "Namespace " + namespace + " is a view, not a collection");
        }
        return collection;
    }

    /** The collection for a write that only changes what it finds: a missing one isn't made. */
    EmbeddedCollection collectionForChange(Namespace namespace) {
        return collection(namespace) == null
                ? make(namespace, CollectionSettings.none())
                : collectionForWrite(namespace);
    }

    EmbeddedCollection create(Namespace namespace, CollectionSettings settings) {
        if (collection(namespace) != null) {
            throw CommandException.of(48, "NamespaceExists", "a collection '" + namespace + "' already exists");
        }
        EmbeddedCollection created = make(namespace, settings);
        database(namespace.database()).collections().put(namespace.collection(), created);
        created.reshape();
        log.noop();
        return created;
    }

    /** A collection that is in no database yet. */
    private EmbeddedCollection make(Namespace namespace, CollectionSettings settings) {
        check(namespace);
        EmbeddedDatabase database = database(namespace.database());
        EmbeddedCollection created = new EmbeddedCollection(
                database,
                namespace.collection(),
                settings,
                isolation,
                settings.isView() ? view(database, settings) : null);
        if (!settings.isView()) {
            created.addIndex(new UniqueIndex(ID_INDEX, List.of(new IndexKey("_id", true)), false));
            created.indexDescriptions()
                    .put(
                            ID_INDEX,
                            new Document("v", 2)
                                    .append("key", new Document("_id", 1))
                                    .append("name", ID_INDEX));
        }
        return created;
    }

    private Supplier<Stream<Document>> view(EmbeddedDatabase database, CollectionSettings settings) {
        Arguments view = new Arguments(settings.options());
        Pipeline pipeline = new Pipeline(this, database.getDatabaseName(), view.documents("pipeline"));
        String source = view.string("viewOn");
        return () -> pipeline.over(source);
    }

    private static void check(Namespace namespace) {
        String name = namespace.collection();
        if (name.isEmpty()
                || name.startsWith(".")
                || name.endsWith(".")
                || name.contains("..")
                || name.contains("$")
                || name.indexOf('\0') >= 0) {
            throw CommandException.of(73, "InvalidNamespace", "Invalid collection name: '" + namespace + "'");
        }
    }

    boolean drop(Namespace namespace) {
        EmbeddedCollection collection = collection(namespace);
        if (collection == null) {
            return false;
        }
        collection.reshape();
        database(namespace.database()).collections().remove(namespace.collection());
        log.drop(namespace);
        return true;
    }

    void dropDatabase(String name) {
        EmbeddedDatabase database = databases.get(name);
        if (database == null || database.isEmpty()) {
            return;
        }
        database.collections().values().forEach(isolation::checkUnused);
        database.collections().values().forEach(EmbeddedCollection::reshape);
        databases.remove(name);
        for (String collection : List.copyOf(database.collections().keySet())) {
            database.collections().remove(collection);
            log.drop(new Namespace(name, collection));
        }
        log.dropDatabase(name);
    }

    void rename(Namespace from, Namespace to, boolean dropTarget) {
        EmbeddedCollection collection = collection(from);
        if (collection == null) {
            throw CommandException.of(26, "NamespaceNotFound", "source namespace does not exist");
        }
        check(to);
        if (from.equals(to)) {
            throw CommandException.of(20, "IllegalOperation", "Can't rename a collection to itself");
        }
        if (collection(to) != null && !dropTarget) {
            throw CommandException.of(48, "NamespaceExists", "target namespace exists");
        }
        collection.reshape();
        EmbeddedCollection replaced = collection(to);
        if (replaced != null) {
            replaced.reshape();
        }
        if (!from.database().equals(to.database())) {
            copy(collection, to);
            return;
        }
        database(to.database()).collections().remove(to.collection());
        database(from.database()).collections().remove(from.collection());
        collection.rename(database(to.database()), to.collection());
        database(to.database()).collections().put(to.collection(), collection);
        log.rename(from, to);
    }

    /** A rename across databases: the documents are written again. */
    private void copy(EmbeddedCollection source, Namespace to) {
        Namespace from = source.namespace();
        Namespace temporary = new Namespace(to.database(), "tmp.renameCollection." + to.collection());
        EmbeddedCollection copy = create(temporary, source.settings());
        List<Document> descriptions = new ArrayList<>(source.indexDescriptions().values());
        descriptions.remove(0);
        new Indexes(this).create(temporary, descriptions);
        source.queryAllAsStream().forEach(copy::addDocument);
        rename(temporary, to, true);
        drop(from);
    }

    /** Names that streams and listings don't show. */
    static Set<String> internalDatabases() {
        return Set.of("admin", "config", "local");
    }
}
