package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import dev.meerkat.embedded.internal.query.DistinctValues;
import dev.meerkat.embedded.internal.query.Filter;
import dev.meerkat.embedded.internal.query.SortOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one collection in the order of their insertion, under the library's query and update engine. Every
 * change is written to the change log here, at the three places that all writes pass: so an aggregation's
 * {@code $merge} shows as any other write does, and a write that failed shows as nothing.
 */
final class EmbeddedCollection extends AbstractMongoCollection<Integer> {

    private final TreeMap<Integer, Document> documents = new TreeMap<>();
    private final Map<String, Document> indexDescriptions = new LinkedHashMap<>();
    private final CollectionSettings settings;
    private final ChangeLog log;
    private final Isolation isolation;
    private final @Nullable Supplier<Stream<Document>> view;
    private int nextPosition;
    private long shapedAt;
    private Document applied = new Document();
    private boolean modified;
    private boolean nullId;

    /** @param view gives the documents of a view, which has none of its own */
    EmbeddedCollection(
            EmbeddedDatabase database,
            String name,
            CollectionSettings settings,
            Isolation isolation,
            @Nullable Supplier<Stream<Document>> view) {
        super(database, name, CollectionSettings.LIBRARY_DEFAULTS, new CursorRegistry());
        this.settings = settings;
        this.log = isolation.log();
        this.isolation = isolation;
        this.view = view;
    }

    Namespace namespace() {
        return new Namespace(getDatabaseName(), getCollectionName());
    }

    CollectionSettings settings() {
        return settings;
    }

    /** Index descriptions by name, in the order of their creation; the one of {@code _id} is first. */
    Map<String, Document> indexDescriptions() {
        return indexDescriptions;
    }

    // reading

    /** The documents that match; they are the stored ones unless a projection made new ones. */
    List<Document> find(Document filter, @Nullable Document sort, int skip, int limit, @Nullable Document projection) {
        if (projection == null || projection.isEmpty() || !PathProjection.isPlain(projection)) {
            return queryDocuments(filter, sort, skip, limit, 0, projection).collectDocuments();
        }
        PathProjection paths = PathProjection.of(projection, false);
        List<Document> found =
                queryDocuments(filter, sort, skip, limit, 0, null).collectDocuments();
        return found.stream().map(paths::apply).toList();
    }

    Document project(Document document, Document projection) {
        if (PathProjection.isPlain(projection)) {
            return PathProjection.of(projection, false).apply(document);
        }
        return matchDocumentsFromStream(new Document(), Stream.of(document), 0, 0, 0, null, projection)
                .collectDocuments()
                .get(0);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        for (Index<Integer> index : getIndexes()) {
            Document part = IndexedFields.of(query, index);
            if (part != null && index.canHandle(part)) {
                return matchDocuments(query, index.getPositions(part), orderBy, skip, limit, batchSize, projection);
            }
        }
        return matchDocuments(query, orderBy, skip, limit, batchSize, projection);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Map<Integer, Document> inOrder = isNaturalDescending(orderBy) ? documents.descendingMap() : documents;
        Stream<Document> source = view == null ? inOrder.values().stream() : view.get();
        return matchDocumentsFromStream(source, query, orderBy, skip, limit, batchSize, projection);
    }

    @Override
    protected QueryResult matchDocumentsFromStream(
            Stream<Document> source,
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Filter filter = Expressions.filter(query, Map.of());
        return matchDocumentsFromStream(
                new Document(),
                source.filter(filter::matches),
                skip,
                limit,
                batchSize,
                SortOrder.of(orderBy),
                projection);
    }

    @Override
    protected boolean documentMatchesQuery(Document document, Document query) {
        return query.isEmpty() || Expressions.filter(query, Map.of()).matches(document);
    }

    /** The different values at a path of the documents that match, in their order. */
    List<Object> distinct(String path, Document filter) {
        return DistinctValues.of(path, find(filter, null, 0, 0, null));
    }

    @Override
    public int count() {
        return view == null ? documents.size() : (int) view.get().count();
    }

    /** The position of a stored document: it grows with every insert. */
    int position(Document stored) {
        return getIndexes().get(0).getPosition(stored);
    }

    /** The documents that were inserted after the one at this position, by their own. */
    Map<Integer, Document> after(int position) {
        return documents.tailMap(position, false);
    }

    boolean matches(Document document, Document filter) {
        return documentMatchesQuery(document, filter);
    }

    @Override
    protected Document getDocument(Integer position) {
        return Objects.requireNonNull(documents.get(position));
    }

    @Override
    protected Stream<DocumentWithPosition<Integer>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream().map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
    }

    // writing

    @Override
    public void addDocument(Document document) {
        if (nullId) {
            document.put("_id", null);
        }
        Document stored = withIdFirst(document.cloneDeeply());
        super.addDocument(stored);
        isolation.wrote(this, nextPosition - 1, null, stored);
        log.insert(namespace(), stored);
        if (settings.maxDocuments() > 0 && documents.size() > settings.maxDocuments()) {
            super.removeDocument(documents.firstEntry().getValue());
        }
    }

    private static Document withIdFirst(Document document) {
        if (!document.containsKey("_id")) {
            Document completed = new Document("_id", ObjectIds.next());
            completed.putAll(document);
            return completed;
        }
        if (document.keySet().iterator().next().equals("_id")) {
            return document;
        }
        Document ordered = new Document("_id", document.get("_id"));
        document.forEach(ordered::putIfAbsent);
        return ordered;
    }

    @Override
    public void removeDocument(Document document) {
        super.removeDocument(document);
        log.delete(namespace(), document);
    }

    /**
     * Updates one stored document, which must match the filter (it serves the positional operator).
     *
     * @param update operators or a replacement
     * @param options array filters, if any
     * @return whether it was changed
     */
    boolean update(Document stored, Document filter, Document update, Document options) {
        Document query = isPositional(update) ? new Document(filter) : new Document();
        query.put("_id", stored.get("_id"));
        modified = false;
        applied = isReplacement(update) ? DottedNames.hidden(update) : update;
        try {
            super.findAndModify(new Document(options).append("query", query).append("update", applied));
        } catch (FindAndModifyPlanExecutorError e) {
            throw e.getCause();
        }
        return modified;
    }

    /** Whether the update names the array element that the filter found. */
    private static boolean isPositional(Document update) {
        return update.values().stream()
                .anyMatch(fields -> fields instanceof Document paths
                        && paths.keySet().stream().anyMatch(path -> path.endsWith(".$") || path.contains(".$.")));
    }

    /** Inserts what an upsert that matched nothing inserts, and returns it. */
    Document upsert(Document filter, Document update, Document options) {
        Document command = new Document(options)
                .append("query", filter)
                .append("update", update)
                .append("upsert", true)
                .append("new", true);
        nullId = saysNull(filter) || saysNull(update);
        try {
            return (Document)
                    Objects.requireNonNull(super.findAndModify(command).get("value"));
        } catch (FindAndModifyPlanExecutorError e) {
            throw e.getCause();
        } finally {
            nullId = false;
        }
    }

    /** Whether the id is to be null: to the library that is as good as none. */
    private static boolean saysNull(Document fields) {
        Object id = fields.get("_id");
        Object said = id instanceof Document condition && condition.containsKey("$eq") ? condition.get("$eq") : id;
        return fields.containsKey("_id") && said == null;
    }

    static boolean isReplacement(Document update) {
        return update.isEmpty() || !update.keySet().iterator().next().startsWith("$");
    }

    @Override
    protected void handleUpdate(Integer position, Document before, Document after) {
        modified = true;
        isolation.wrote(this, position, before, after);
        if (!isReplacement(applied)) {
            log.update(namespace(), after, UpdateDescription.of(applied, before, after));
            return;
        }
        List<String> order = new ArrayList<>(after.keySet());
        order.removeAll(applied.keySet());
        order.addAll(applied.keySet());
        Document values = after.clone();
        after.clear();
        after.put("_id", values.get("_id"));
        order.forEach(name -> after.put(DottedNames.shown(name), values.get(name)));
        log.replace(namespace(), after);
    }

    @Override
    protected Integer addDocumentInternal(Document document) {
        int position = nextPosition++;
        documents.put(position, document);
        return position;
    }

    @Override
    protected void removeDocument(Integer position) {
        isolation.wrote(this, position, documents.remove(position), null);
    }

    // the views of transactions

    /** Takes the document at this position out as if it had never been there; null if there is none. */
    @Nullable
    Document takeOut(int position) {
        Document document = documents.remove(position);
        if (document != null) {
            getIndexes().forEach(index -> index.remove(document));
        }
        return document;
    }

    /** Puts a document at a free position, as if it had always been there. */
    void putIn(int position, Document document) {
        documents.put(position, document);
        getIndexes().forEach(index -> index.add(document, position, this));
    }

    /** Called before the collection gets or loses an index, is renamed or dropped, and after it was made. */
    void reshape() {
        shapedAt = isolation.reshape(this);
    }

    /** The number of its last change of shape among those of all collections. */
    long shapedAt() {
        return shapedAt;
    }

    /** Sizes are counted when somebody asks: the library would encode every document twice at each write. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("sizes are not tracked");
    }

    @Override
    protected int getDataSize() {
        return documents.values().stream().mapToInt(Bson::size).sum();
    }

    /** Moves under another name; its documents and indexes stay. */
    void rename(MongoDatabase database, String name) {
        renameTo(database, name);
    }
}
