package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import dev.meerkat.embedded.internal.query.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Databases, collections and indexes: listing, creating, dropping, renaming. */
final class CatalogCommands {

    private final Catalog catalog;
    private final Indexes indexes;

    CatalogCommands(Catalog catalog) {
        this.catalog = catalog;
        this.indexes = new Indexes(catalog);
    }

    void register(CommandDispatcher commands) {
        commands.register("listDatabases", this::listDatabases);
        commands.register("listCollections", this::listCollections);
        commands.register("listIndexes", this::listIndexes);
        commands.register("create", this::create);
        commands.register("drop", this::drop);
        commands.register("dropDatabase", this::dropDatabase);
        commands.register("renameCollection", this::rename);
        commands.register("createIndexes", this::createIndexes);
        commands.register("dropIndexes", this::dropIndexes);
        commands.register("collMod", this::modify);
        commands.register("collStats", this::collectionStats);
        commands.register("dbStats", this::databaseStats);
        commands.register("validate", this::validate);
    }

    private Document listDatabases(Call call) {
        Filter filter = Expressions.filter(call.arguments().document("filter"), Map.of());
        boolean nameOnly = call.arguments().flag("nameOnly", false);
        List<Document> databases = new ArrayList<>();
        for (String name : catalog.databaseNames()) {
            Document description = new Document("name", name);
            if (!nameOnly) {
                description.append("sizeOnDisk", 4096.0).append("empty", false);
            }
            if (filter.matches(description)) {
                databases.add(description);
            }
        }
        Document reply = Command.ok().append("databases", databases);
        return nameOnly ? reply : reply.append("totalSize", 4096.0 * databases.size());
    }

    private Document listCollections(Call call) {
        Filter filter = Expressions.filter(call.arguments().document("filter"), Map.of());
        boolean nameOnly = call.arguments().flag("nameOnly", false);
        List<Document> batch = new ArrayList<>();
        for (EmbeddedCollection collection :
                catalog.database(call.database()).collections().values()) {
            Document description = describe(collection);
            if (filter.matches(description)) {
                batch.add(
                        nameOnly
                                ? new Document("name", description.get("name")).append("type", description.get("type"))
                                : description);
            }
        }
        return Command.all(batch, call.database() + ".$cmd.listCollections");
    }

    private static Document describe(EmbeddedCollection collection) {
        boolean view = collection.settings().isView();
        Document info = new Document("readOnly", view);
        if (!view) {
            info.put("uuid", collection.getUuid());
        }
        Document description = new Document("name", collection.getCollectionName())
                .append("type", view ? "view" : "collection")
                .append("options", collection.settings().options())
                .append("info", info);
        Document idIndex = collection.indexDescriptions().get("_id_");
        if (idIndex != null) {
            description.put("idIndex", Indexes.listed(idIndex, collection.getFullName()));
        }
        return description;
    }

    private Document listIndexes(Call call) {
        EmbeddedCollection collection = existing(call.namespace());
        List<Document> batch = new ArrayList<>();
        for (Document description : collection.indexDescriptions().values()) {
            batch.add(Indexes.listed(description, collection.getFullName()));
        }
        return Command.all(batch, collection.getFullName());
    }

    private EmbeddedCollection existing(Namespace namespace) {
        EmbeddedCollection collection = catalog.collection(namespace);
        if (collection == null) {
            throw CommandException.of(26, "NamespaceNotFound", "ns does not exist: " + namespace);
        }
        return collection;
    }

    private Document create(Call call) {
        catalog.create(call.namespace(), CollectionSettings.of(call.request().body()));
        return Command.ok();
    }

    private Document drop(Call call) {
        Namespace namespace = call.namespace();
        EmbeddedCollection collection = catalog.collection(namespace);
        if (collection == null) {
            throw CommandException.of(26, "NamespaceNotFound", "ns not found");
        }
        int indexCount = collection.indexDescriptions().size();
        catalog.drop(namespace);
        return Command.ok().append("nIndexesWas", indexCount).append("ns", namespace.toString());
    }

    private Document dropDatabase(Call call) {
        boolean there = catalog.databaseNames().contains(call.database());
        catalog.dropDatabase(call.database());
        Document reply = Command.ok();
        return there ? reply.append("dropped", call.database()) : reply;
    }

    private Document rename(Call call) {
        if (!call.database().equals("admin")) {
            throw CommandException.of(
                    13, "Unauthorized", "renameCollection may only be run against the admin database.");
        }
        Arguments arguments = call.arguments();
        Namespace from = Namespace.parse(arguments.string(call.request().command()));
        Namespace to = Namespace.parse(arguments.string("to"));
        catalog.rename(from, to, arguments.flag("dropTarget", false));
        return Command.ok();
    }

    private Document createIndexes(Call call) {
        Namespace namespace = call.namespace();
        List<Document> descriptions = call.arguments().documents("indexes");
        EmbeddedCollection collection = catalog.collection(namespace);
        int before = collection == null ? 1 : collection.indexDescriptions().size();
        boolean created = indexes.create(namespace, descriptions);
        int after = existing(namespace).indexDescriptions().size();
        Document reply = Command.ok()
                .append("createdCollectionAutomatically", created)
                .append("numIndexesBefore", before)
                .append("numIndexesAfter", after);
        return before == after ? reply.append("note", "all indexes already exist") : reply;
    }

    private Document dropIndexes(Call call) {
        EmbeddedCollection collection = existing(call.namespace());
        int before = collection.indexDescriptions().size();
        indexes.drop(collection, call.arguments().fields().get("index"));
        return Command.ok().append("nIndexesWas", before);
    }

    /** Accepts the options of a collection that only a real server would act on. */
    private Document modify(Call call) {
        EmbeddedCollection collection = existing(call.namespace());
        for (String name : List.of("validator", "validationLevel", "validationAction")) {
            if (call.arguments().has(name)) {
                collection.settings().options().put(name, call.request().body().get(name));
            }
        }
        catalog.log().noop();
        return Command.ok();
    }

    private Document collectionStats(Call call) {
        EmbeddedCollection collection = catalog.collection(call.namespace());
        Document stats = new Document("ns", call.namespace().toString());
        if (collection == null) {
            return stats.append("count", 0)
                    .append("size", 0)
                    .append("nindexes", 0)
                    .append("ok", 1.0);
        }
        return stats.append("count", collection.count())
                .append("size", collection.getDataSize())
                .append("storageSize", collection.getDataSize())
                .append("capped", collection.settings().isCapped())
                .append("nindexes", collection.indexDescriptions().size())
                .append("ok", 1.0);
    }

    private Document databaseStats(Call call) {
        EmbeddedDatabase database = catalog.database(call.database());
        long objects = 0;
        double size = 0;
        int indexCount = 0;
        for (EmbeddedCollection collection : database.collections().values()) {
            objects += collection.count();
            size += collection.getDataSize();
            indexCount += collection.indexDescriptions().size();
        }
        return new Document("db", call.database())
                .append("collections", database.collections().size())
                .append("objects", objects)
                .append("dataSize", size)
                .append("storageSize", size)
                .append("indexes", indexCount)
                .append("ok", 1.0);
    }

    private Document validate(Call call) {
        EmbeddedCollection collection = existing(call.namespace());
        return new Document("ns", collection.getFullName())
                .append("nrecords", collection.count())
                .append("nIndexes", collection.indexDescriptions().size())
                .append("valid", true)
                .append("errors", List.of())
                .append("ok", 1.0);
    }
}
