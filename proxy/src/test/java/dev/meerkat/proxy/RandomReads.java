package dev.meerkat.proxy;

import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.CountOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.bson.Document;

/** Reads of all kinds over a few collections and few values, so that random changes often hit them. Used by one thread. */
final class RandomReads {

    static final String OTHER_KIND = "other";

    /**
     * A read.
     *
     * @param text for people
     * @param collection what it starts at
     * @param results reads
     * @param query the same read, as the proxy looks at it
     */
    record RandomRead(
            String text,
            String collection,
            Function<CachedCollection<Document>, Object> results,
            Function<CachedCollection<Document>, Query> query) {

        @Override
        public String toString() {
            return collection + ": " + text;
        }
    }

    private final Random random;
    private final List<String> collections;

    RandomReads(Random random, List<String> collections) {
        this.random = random;
        this.collections = collections;
    }

    RandomRead next() {
        return switch (random.nextInt(4)) {
            case 0 -> byId();
            case 1 -> find();
            case 2 -> countOrDistinct();
            default -> aggregate();
        };
    }

    private String collection() {
        return collections.get(random.nextInt(collections.size()));
    }

    private RandomRead byId() {
        Object id = RandomDocuments.id(random);
        return switch (random.nextInt(4)) {
            case 0 ->
                new RandomRead("findById " + id, collection(), c -> c.findById(id), c -> new IdQuery<>(backing(c), id));
            case 1 -> first(new Document("_id", id));
            case 2 -> all(new Document("_id", new Document("$eq", id)), new Document());
            default -> first(new Document("n", random.nextInt(4)).append("_id", id));
        };
    }

    private RandomRead first(Document filter) {
        return new RandomRead(
                "first " + filter.toJson(),
                collection(),
                c -> Optional.ofNullable(c.find(filter).first()),
                c -> new FindQuery(backing(c), filter, new Settings(), true));
    }

    private RandomRead all(Document filter, Document sort) {
        int limit = random.nextInt(3);
        return iterable(
                "find " + filter.toJson() + " " + sort.toJson() + " " + limit,
                c -> c.find(filter).sort(sort).limit(limit));
    }

    private RandomRead find() {
        return switch (random.nextInt(4)) {
            case 0 -> all(filter(), new Document("part.n", 1).append("_id", 1));
            case 1 -> parts(filter());
            case 2 -> all(filter(), new Document("n", -1).append("_id", 1));
            default -> all(filter(), new Document());
        };
    }

    private RandomRead parts(Document filter) {
        Document projection =
                random.nextBoolean() ? new Document("n", 1) : new Document("n", 1).append("_id", random.nextInt(2));
        return iterable(
                "find " + filter.toJson() + " " + projection.toJson(),
                c -> c.find(filter).projection(projection).sort(new Document("_id", 1)));
    }

    private Document filter() {
        return switch (random.nextInt(8)) {
            case 5 -> new Document("part.n", random.nextInt(4));
            case 6 -> new Document("list", random.nextInt(4));
            case 7 -> new Document("$or", List.of(new Document("n", 1), new Document("note", random.nextInt(4))));
            case 0 -> new Document();
            case 1 -> new Document("n", random.nextInt(4));
            case 2 -> new Document("n", new Document("$gt", random.nextInt(3)));
            case 3 ->
                new Document(
                        "_id", new Document("$in", List.of(RandomDocuments.id(random), RandomDocuments.id(random))));
            default -> new Document("kind", OTHER_KIND);
        };
    }

    private RandomRead countOrDistinct() {
        Document filter = filter();
        if (random.nextBoolean()) {
            return iterable("distinct " + filter.toJson(), c -> c.distinct("n", filter, Integer.class));
        }
        return new RandomRead(
                "count " + filter.toJson(),
                collection(),
                c -> c.countDocuments(filter),
                c -> new CountQuery(backing(c), filter, new CountOptions()));
    }

    private RandomRead aggregate() {
        List<Document> pipeline = random.nextBoolean() ? pipeline(2) : totals();
        return iterable("aggregate " + pipeline, c -> c.aggregate(pipeline));
    }

    private List<Document> totals() {
        Document sum = new Document("_id", "$kind")
                .append("sum", new Document("$sum", random.nextBoolean() ? "$n" : "$part.n"));
        return switch (random.nextInt(5)) {
            case 0 -> List.of(new Document("$match", filter()), new Document("$count", "count"));
            case 1 ->
                List.of(
                        new Document("$match", filter()),
                        new Document("$sort", new Document("ref", 1).append("_id", 1)),
                        new Document("$limit", 2));
            case 2 -> List.of(new Document("$sortByCount", "$ref"), new Document("$sort", new Document("_id", 1)));
            case 3 -> List.of(new Document("$match", filter()), new Document("$redact", ifMoreThanOne()));
            default ->
                List.of(
                        new Document("$match", filter()),
                        new Document("$group", sum),
                        new Document("$sort", new Document("_id", 1)));
        };
    }

    private static Document ifMoreThanOne() {
        Document more = new Document("$gt", List.of("$n", 1));
        return new Document("$cond", List.of(more, "$$KEEP", "$$PRUNE"));
    }

    private RandomRead iterable(String text, Function<CachedCollection<Document>, MongoIterable<?>> of) {
        return new RandomRead(
                text,
                collection(),
                c -> of.apply(c).into(new ArrayList<>()),
                c -> ((CachingIterable<?, ?>) of.apply(c)).query(false));
    }

    /** What is behind a wrapped collection. */
    static Backing<?> backing(CachedCollection<?> collection) {
        return ((CachingIterable<?, ?>) collection.find()).backing();
    }

    private List<Document> pipeline(int depth) {
        List<Document> stages = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            stages.add(depth == 0 ? new Document("$match", filter()) : stage(depth));
        }
        return stages;
    }

    private Document stage(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> new Document("$match", filter());
            case 1 -> new Document("$project", new Document("n", 1).append("joined", 1));
            case 2 ->
                new Document(
                        "$lookup",
                        new Document("from", collection())
                                .append("localField", "n")
                                .append("foreignField", "n")
                                .append("as", "joined"));
            case 3 ->
                new Document(
                        "$lookup",
                        new Document("from", collection())
                                .append("let", new Document())
                                .append("pipeline", pipeline(depth - 1))
                                .append("as", "joined"));
            case 4 ->
                new Document("$unionWith", new Document("coll", collection()).append("pipeline", pipeline(depth - 1)));
            case 5 ->
                new Document("$facet", new Document("one", pipeline(depth - 1)).append("two", pipeline(depth - 1)));
            default ->
                new Document(
                        "$graphLookup",
                        new Document("from", collection())
                                .append("startWith", "$n")
                                .append("connectFromField", "ref")
                                .append("connectToField", "n")
                                .append("as", "joined"));
        };
    }
}
