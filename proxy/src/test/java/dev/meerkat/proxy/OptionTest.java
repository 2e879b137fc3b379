package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.CursorType;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.client.model.Collation;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.cache.QueryKey;
import dev.meerkat.proxy.Operation.Option;
import dev.meerkat.proxy.Operation.Role;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of every iterable, by reflection: whether it is part of the key, and whether it stands in the cache's way. */
class OptionTest {

    /** Options with which a read is never cached. All others are: the second read sends nothing. */
    private static final Map<String, BypassReason> REFUSED = Map.of(
            "hint", BypassReason.HINT,
            "hintString", BypassReason.HINT,
            "min", BypassReason.HINT,
            "max", BypassReason.HINT,
            "partial", BypassReason.QUERY,
            "returnKey", BypassReason.QUERY,
            "showRecordId", BypassReason.QUERY,
            "cursorType", BypassReason.TAILABLE);

    /** What a server of 4.2 refuses, as the embedded one is: the read that fills the cache fails, and so does the caller's own. */
    private static final Set<String> LATER = Set.of(
            "FindIterable.let", "FindIterable.allowDiskUse", "AggregateIterable.let", "DistinctIterable.comment");

    private static final Set<String> READS = Set.of("find", "aggregate", "distinct");

    private final OpenCache open = new OpenCache();
    private CachedCollection<Document> things = open.wrapped("things");

    @BeforeEach
    void fill() {
        open.plain("things").insertMany(List.of(thing(1), thing(2), thing(3)));
        open.commands.clear();
    }

    @AfterEach
    void close() {
        open.close();
    }

    private static Document thing(int id) {
        return new Document("_id", id).append("n", id);
    }

    static Stream<Method> options() {
        return Stream.<Class<?>>of(FindIterable.class, AggregateIterable.class, DistinctIterable.class)
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> !method.isBridge() && !method.isSynthetic())
                        .filter(method -> roleOf(type, method) != null)
                        .filter(method -> method.getDeclaringClass() == type));
    }

    private static @Nullable Role roleOf(Class<?> type, Method method) {
        return Objects.requireNonNull(OperationTable.of(type)).find(method) instanceof Option option
                ? option.role()
                : null;
    }

    private MongoIterable<?> iterable(Class<?> type) {
        if (type == FindIterable.class) {
            return things.find();
        }
        return type == AggregateIterable.class
                ? things.aggregate(List.of(new Document("$match", new Document())))
                : things.distinct("n", Integer.class);
    }

    private MongoIterable<?> with(Method option, int variant) throws ReflectiveOperationException {
        MongoIterable<?> iterable = iterable(option.getDeclaringClass());
        assertThat(option.invoke(iterable, arguments(option, variant))).isSameAs(iterable);
        return iterable;
    }

    private static Object[] arguments(Method option, int variant) {
        return Arrays.stream(option.getParameterTypes())
                .map(type -> argument(option.getName(), type, variant))
                .toArray();
    }

    private static Object argument(String option, Class<?> type, int variant) {
        if (type == Bson.class) {
            return option.equals("filter") || option.equals("let")
                    ? new Document("n", variant)
                    : new Document(variant == 1 ? "_id" : "n", 1);
        } else if (type == int.class) {
            return variant;
        } else if (type == long.class) {
            return 5000L + variant;
        } else if (type == boolean.class || type == Boolean.class) {
            return variant == 1;
        } else if (type == String.class) {
            return "_id_" + (variant == 1 ? "" : variant);
        } else if (type == BsonValue.class) {
            return new BsonString("text" + variant);
        } else if (type == TimeUnit.class) {
            return TimeUnit.MILLISECONDS;
        } else if (type == Collation.class) {
            return Collation.builder().locale(variant == 1 ? "simple" : "fr").build();
        } else if (type == CursorType.class) {
            return variant == 1 ? CursorType.TailableAwait : CursorType.Tailable;
        } else if (type == TimeoutMode.class) {
            return TimeoutMode.CURSOR_LIFETIME;
        }
        throw new IllegalArgumentException("no argument of " + type + " for " + option);
    }

    private static QueryKey key(MongoIterable<?> iterable) {
        return ((CachingIterable<?, ?>) iterable).query(false).key();
    }

    @ParameterizedTest
    @MethodSource("options")
    void isInTheKeyIfAndOnlyIfItHasASayInTheResult(Method option) throws ReflectiveOperationException {
        if (option.getName().equals("timeoutMode")) {
            things = things.withTimeout(1, TimeUnit.MINUTES);
        }
        QueryKey without = key(iterable(option.getDeclaringClass()));
        QueryKey with = key(with(option, 1));
        QueryKey same = key(with(option, 1));
        QueryKey other = key(with(option, 2));

        assertThat(with).isEqualTo(same);
        if (roleOf(option.getDeclaringClass(), option) == Role.RESULT) {
            assertThat(with).isNotEqualTo(without).isNotEqualTo(other);
        } else {
            assertThat(with).isEqualTo(without).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void isCachedUnlessItIsRefused(Method option) throws ReflectiveOperationException {
        if (option.getName().equals("timeoutMode")) {
            things = things.withTimeout(1, TimeUnit.MINUTES);
        }
        boolean unknown = LATER.contains(option.getDeclaringClass().getSimpleName() + "." + option.getName());
        BypassReason refusal = unknown ? BypassReason.FILL_FAILED : REFUSED.get(option.getName());
        Object first = outcome(with(option, 1));
        assertThat(open.commands.sent()).isNotEmpty();
        if (unknown) {
            assertThat(first).as("an error").isInstanceOf(Class.class);
        }
        open.commands.clear();
        assertThat(outcome(with(option, 1))).isEqualTo(first);

        assertThat(open.commands.sent()).hasSize(unknown ? 2 : refusal == null ? 0 : 1);
        for (BypassReason reason : BypassReason.values()) {
            assertThat(open.bypasses(reason)).as(reason.name()).isEqualTo(reason == refusal ? 2 : 0);
        }
    }

    /** The results, or the driver's error. */
    private static Object outcome(MongoIterable<?> iterable) {
        try {
            return iterable.into(new ArrayList<>());
        } catch (RuntimeException e) {
            return e.getClass();
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void isSentWithTheReadThatFills(Method option) throws ReflectiveOperationException {
        if (roleOf(option.getDeclaringClass(), option) == Role.CALLER || REFUSED.containsKey(option.getName())) {
            return;
        }
        outcome(with(option, 1));
        BsonDocument fill = reads().get(0);
        open.commands.clear();
        outcome(noCache(with(option, 1)));

        assertThat(withoutEnvelope(fill)).isEqualTo(withoutEnvelope(reads().get(0)));
    }

    private List<BsonDocument> reads() {
        return open.commands.sent().stream()
                .filter(command -> READS.contains(command.getFirstKey()))
                .toList();
    }

    private static MongoIterable<?> noCache(MongoIterable<?> iterable) {
        ((CachingIterable<?, ?>) iterable).setUncached();
        return iterable;
    }

    private static BsonDocument withoutEnvelope(BsonDocument command) {
        BsonDocument bare = command.clone();
        List.of("lsid", "$clusterTime", "readConcern", "maxTimeMS").forEach(bare::remove);
        return bare;
    }

    @Test
    void theLastValueOfAnOptionCounts() {
        assertThat(key(things.find().limit(1).limit(2)))
                .isEqualTo(key(things.find().limit(2)))
                .isNotEqualTo(key(things.find().limit(1)));
        assertThat(key(things.find(new Document("n", 1)).filter(new Document("n", 2))))
                .isEqualTo(key(things.find(new Document("n", 2))));
        assertThat(key(things.find().sort(new Document("n", 1)).sort(null))).isEqualTo(key(things.find()));
    }

    @Test
    void whatChangesAfterTheCallTellsIsReadAsItIsAtTheEnd() {
        BsonDocument filter = new BsonDocument("n", new BsonInt32(1));
        FindIterable<Document> find = things.find(filter);
        filter.put("n", new BsonInt32(2));
        assertThat(find.into(new ArrayList<>())).containsExactly(thing(2));
        filter.put("n", new BsonInt32(3));
        assertThat(find.into(new ArrayList<>())).containsExactly(thing(3));
        open.commands.clear();
        assertThat(things.find(new Document("n", 2)).into(new ArrayList<>())).containsExactly(thing(2));
        assertThat(open.commands.sent()).isEmpty();
    }
}
