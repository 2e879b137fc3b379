package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.ClusterTime;
import dev.meerkat.cache.Dependencies;
import dev.meerkat.cache.Freshness;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import dev.meerkat.changes.ChangeEvents;
import dev.meerkat.changes.MetadataNames;
import dev.meerkat.proxy.RandomReads.RandomRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * If a change alters what a read gives, the read's dependencies and the change's event have something in common; and where
 * the change went through the proxy, the process knows it without the event. Random documents, reads and changes; the seed
 * of a round is in the message, and {@code -Dmeerkat.seed} starts at another.
 */
class TagSoundnessTest {

    private static final int ROUNDS = 300;
    private static final int READS = 10;
    private static final long FIRST_SEED = Long.getLong("meerkat.seed", 1);

    /** What a read and an event may have in common. */
    enum Kind {
        DOCUMENT,
        ANYTHING,
        /** Which documents a namespace has. */
        MEMBERS,
        /** A field of a namespace's documents. */
        FIELD,
        /** A document that a result was made of. */
        INPUT,
        NAMESPACE,
        DATABASE,
        /** The namespaces of {@code $lookup} and its like. */
        JOINED,
        /** What a write through the proxy raises by itself. */
        OWN_WRITE
    }

    private final OpenCache open = new OpenCache();
    private final ChangeEvents rules = new ChangeEvents(new MetadataNames("elsewhere"));
    private final MongoCursor<BsonDocument> events = open.client
            .watch(ChangeEvents.projection())
            .withDocumentClass(BsonDocument.class)
            .cursor();

    @AfterEach
    void close() {
        events.close();
        open.close();
    }

    @Test
    void aChangedResultSharesATagWithTheEvent() {
        int[] changed = new int[1];
        for (long seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed++) {
            assertThat(violation(seed, null, changed)).isEmpty();
        }
        assertThat(changed[0]).as("results that changed").isGreaterThan(ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void withoutOneKindOfTagTheCheckFails(Kind leftOut) {
        assertThat(IntStream.range(0, ROUNDS)
                        .mapToObj(i -> violation(FIRST_SEED + i, leftOut, new int[1]))
                        .flatMap(Optional::stream)
                        .findFirst())
                .isPresent();
    }

    /** One round: the first read, if any, that changed unnoticed. */
    private Optional<String> violation(long seed, @Nullable Kind leftOut, int[] changed) {
        Random random = new Random(seed);
        List<String> collections =
                Stream.of("a", "b", "c").map(name -> name + seed).toList();
        for (String name : collections) {
            if (random.nextInt(5) > 0) {
                open.plain(name).insertMany(RandomDocuments.documents(random, 4));
            }
        }
        RandomReads reads = new RandomReads(random, collections);
        List<Observed> observed = Stream.generate(reads::next)
                .limit(READS)
                .map(read -> observe(read, random.nextBoolean(), leftOut))
                .toList();
        eventsUpTo("before" + seed);

        boolean dropsDatabase = random.nextInt(25) == 0;
        boolean throughProxy = !dropsDatabase && random.nextBoolean();
        String change = dropsDatabase
                ? dropDatabase()
                : change(new RandomChanges(random, collections), throughProxy && leftOut != Kind.OWN_WRITE);
        List<Invalidation> raised = eventsUpTo("after" + seed).stream()
                .filter(event -> !dropsDatabase || type(event).equals("dropDatabase"))
                .flatMap(event -> rules.invalidations(event).stream())
                .toList();

        for (Observed before : observed) {
            Object after = before.read().results().apply(handle(before.read()).noCache());
            if (!after.equals(before.result())) {
                changed[0]++;
                if (!share(before.dependencies(), raised, leftOut)) {
                    return Optional.of("seed " + seed + ": " + change + " raised " + raised + " and changed " + before
                            + " into " + after);
                }
                if (throughProxy && open.invalidations.latest(before.dependencies()) == before.latest()) {
                    return Optional.of("seed " + seed + ": " + change + " raised nothing here and changed " + before
                            + " into " + after);
                }
            }
        }
        return Optional.empty();
    }

    private record Observed(RandomRead read, Object result, Dependencies dependencies, long latest) {}

    /** @param asks also what the result is made of, where that is of use */
    private Observed observe(RandomRead read, boolean asks, @Nullable Kind leftOut) {
        CachedCollection<Document> handle = handle(read);
        Object result = read.results().apply(handle.noCache());
        Analysis analysis = read.query().apply(handle).analyse();
        assertThat(analysis.refusal()).as(read.toString()).isNull();
        Dependencies dependencies = dependenciesOfResult(handle, read.query().apply(handle), analysis, asks, leftOut);
        return new Observed(read, result, dependencies, open.invalidations.latest(dependencies));
    }

    /** Those of this very result, as an entry has them. */
    private Dependencies dependenciesOfResult(
            CachedCollection<Document> handle, Query query, Analysis analysis, boolean asks, @Nullable Kind leftOut) {
        Backing<?> backing = RandomReads.backing(handle);
        Dependencies broad = Reads.dependencies(backing, analysis, new NamespaceFacts.Fact(null, true));
        ResultBuffer loaded = new ResultBuffer(1 << 20);
        ResultBuffer inputs = new ResultBuffer(1 << 20);
        Fill fill = new Fill(backing, query, broad, analysis.narrowing(), Duration.ofMinutes(1), Freshness.USUAL);
        boolean chosen = asks && fill.selection() != null && !fill.showsInputs();
        try (ClientSession session = open.client.startSession()) {
            query.load(backing.raw(0), session, loaded);
            if (chosen && leftOut != Kind.INPUT) {
                query.loadInputs(backing.raw(0), session, 100, inputs);
            }
        }
        return fill.dependenciesOf(loaded.toByteArray(), chosen ? inputs.toByteArray() : null);
    }

    private CachedCollection<Document> handle(RandomRead read) {
        return open.proxies.wrap(open.plain(read.collection()));
    }

    private String change(RandomChanges changes, boolean throughProxy) {
        return changes.next(name -> {
            MongoCollection<Document> plain = open.plain(name);
            return throughProxy ? open.proxies.wrap(plain) : plain;
        });
    }

    private String dropDatabase() {
        open.client.getDatabase(open.database).drop();
        return "dropDatabase";
    }

    private List<BsonDocument> eventsUpTo(String mark) {
        open.plain("marks").insertOne(new Document("_id", mark));
        List<BsonDocument> seen = new ArrayList<>();
        while (true) {
            BsonDocument event = events.next();
            if (event.getDocument("documentKey", new BsonDocument()).containsValue(new org.bson.BsonString(mark))) {
                return seen;
            }
            seen.add(event);
        }
    }

    private static String type(BsonDocument event) {
        return event.getString("operationType").getValue();
    }

    /** As the cache decides, but for what is left out. */
    private static boolean share(Dependencies dependencies, List<Invalidation> raised, @Nullable Kind leftOut) {
        Invalidations invalidations = new Invalidations(64, Guards.all());
        raised.stream()
                .filter(one -> !isLeftOut(one, leftOut))
                .map(one -> without(one, leftOut))
                .forEach(invalidations::raise);
        return invalidations.latest(without(dependencies, leftOut)) != ClusterTime.NONE;
    }

    private static boolean isLeftOut(Invalidation invalidation, @Nullable Kind kind) {
        return (kind == Kind.NAMESPACE && invalidation instanceof Invalidation.WholeNamespace)
                || (kind == Kind.DATABASE && invalidation instanceof Invalidation.WholeDatabase);
    }

    private static Invalidation without(Invalidation invalidation, @Nullable Kind kind) {
        if (!(invalidation instanceof Invalidation.Documents documents)) {
            return invalidation;
        }
        long[] tags = kind == Kind.DOCUMENT ? new long[0] : documents.documents();
        ChangedFields fields = kind == Kind.FIELD && !documents.fields().isAny()
                ? ChangedFields.of(documents.namespace(), List.of("nobody's"))
                : documents.fields();
        return new Invalidation.Documents(documents.time(), documents.namespace(), fields, tags);
    }

    private static Dependencies without(Dependencies dependencies, @Nullable Kind kind) {
        List<Namespace> namespaces = dependencies.namespaces();
        if (kind == Kind.JOINED && namespaces.size() > 1) {
            return Dependencies.queries(namespaces.subList(0, 1));
        }
        ToLongFunction<Namespace> left =
                kind == Kind.ANYTHING ? Tags::anything : kind == Kind.MEMBERS ? Tags::members : ns -> 0;
        return new Dependencies(
                namespaces,
                Arrays.stream(dependencies.tags())
                        .filter(tag -> namespaces.stream().noneMatch(ns -> left.applyAsLong(ns) == tag))
                        .toArray());
    }
}
