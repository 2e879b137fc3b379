package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.DistinctIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.MongoIterable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against the driver's interfaces, as the driver in use has them. */
class OperationTableTest {

    @SuppressWarnings("deprecation")
    static Stream<Class<?>> interfaces() {
        return Stream.of(
                MongoCollection.class,
                MongoDatabase.class,
                MongoCluster.class,
                MongoClient.class,
                ClientSession.class,
                FindIterable.class,
                AggregateIterable.class,
                DistinctIterable.class,
                com.mongodb.client.MapReduceIterable.class,
                MongoIterable.class,
                MongoCursor.class);
    }

    static Stream<Map.Entry<Class<?>, Class<?>>> narrowed() {
        return Stream.of(
                Map.entry(FindIterable.class, CachedFindIterable.class),
                Map.entry(AggregateIterable.class, CachedAggregateIterable.class),
                Map.entry(DistinctIterable.class, CachedDistinctIterable.class),
                Map.entry(MongoCollection.class, CachedCollection.class),
                Map.entry(MongoDatabase.class, CachedDatabase.class),
                Map.entry(MongoCluster.class, CachedCluster.class));
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void everyMethodIsClassified(Class<?> type) {
        assertThat(unclassified(type, type))
                .as("methods of %s that nobody has thought about", type.getSimpleName())
                .isEmpty();
    }

    private static Stream<String> unclassified(Class<?> type, Class<?> tabled) {
        OperationTable table = Objects.requireNonNull(OperationTable.of(tabled));
        return Arrays.stream(type.getMethods())
                .filter(method -> table.find(method) == null)
                .map(OperationTable::signature);
    }

    /** A driver to come. */
    @SuppressWarnings("unused")
    private interface NewerCollection<T> extends MongoCollection<T> {

        void truncate();

        FindIterable<T> find(String text);
    }

    @SuppressWarnings("unused")
    private interface NewerFind<T> extends FindIterable<T> {

        FindIterable<T> rawData(boolean rawData);
    }

    @Test
    void theMethodsOfANewerDriverWouldBeFound() {
        assertThat(unclassified(NewerCollection.class, MongoCollection.class))
                .containsExactlyInAnyOrder("truncate()", "find(String)");
        assertThat(unclassified(NewerFind.class, FindIterable.class)).containsExactly("rawData(boolean)");
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void everyClassifiedMethodExists(Class<?> type) {
        Set<String> there =
                Arrays.stream(type.getMethods()).map(OperationTable::signature).collect(Collectors.toSet());
        assertThat(Objects.requireNonNull(OperationTable.of(type)).all().keySet())
                .isSubsetOf(there);
    }

    @Test
    void anUnknownMethodIsNotClassified() throws NoSuchMethodException {
        Method unknown = Runnable.class.getMethod("run");
        OperationTable table = Objects.requireNonNull(OperationTable.of(MongoCollection.class));
        assertThat(table.find(unknown)).isNull();
        assertThat(table.get(unknown)).isInstanceOf(Operation.Bypass.class);
    }

    /** Else a chain of options would lose {@code noCache()} and its like half-way. */
    @ParameterizedTest
    @MethodSource("narrowed")
    void everyMethodThatReturnsAHandleReturnsACachedOne(Map.Entry<Class<?>, Class<?>> types) {
        Class<?> driver = types.getKey();
        Class<?> ours = types.getValue();
        assertThat(Arrays.stream(driver.getMethods())
                        .filter(method -> method.getReturnType() == driver)
                        .filter(method -> Arrays.stream(ours.getDeclaredMethods())
                                .noneMatch(own -> own.getReturnType() == ours
                                        && OperationTable.signature(own).equals(OperationTable.signature(method)))))
                .isEmpty();
    }

    /** Whatever way leads from a client to a collection, it must not lead out of the cache. */
    @ParameterizedTest
    @ValueSource(classes = {MongoDatabase.class, MongoCluster.class, MongoClient.class})
    void everyMethodThatReturnsAnotherHandleReturnsACachedOne(Class<?> driver) {
        Map<Class<?>, Class<?>> cached = Map.of(
                MongoCollection.class,
                CachedCollection.class,
                MongoDatabase.class,
                CachedDatabase.class,
                MongoCluster.class,
                CachedCluster.class);
        Class<?> ours = driver == MongoClient.class ? CachedClient.class : Objects.requireNonNull(cached.get(driver));
        List<Method> handingOut = Arrays.stream(driver.getMethods())
                .filter(method -> cached.containsKey(method.getReturnType()))
                .toList();
        assertThat(handingOut)
                .hasSizeGreaterThan(5)
                .allMatch(method -> Arrays.stream(ours.getMethods())
                        .anyMatch(own -> own.getReturnType() == cached.get(method.getReturnType())
                                && OperationTable.signature(own).equals(OperationTable.signature(method))));
    }

    @ParameterizedTest
    @ValueSource(classes = {MongoCollection.class, MongoDatabase.class, MongoCluster.class})
    void everyWriteButTheOnesWithoutASessionHasAnOverloadWithOne(Class<?> driver) {
        Map<String, Operation> all =
                Objects.requireNonNull(OperationTable.of(driver)).all();
        assertThat(Arrays.stream(driver.getMethods())
                        .filter(method -> all.get(OperationTable.signature(method)) instanceof Operation.Write)
                        .map(DriverMethod::of))
                .isNotEmpty()
                .allMatch(method -> method.takesSession() || method.inSession() != null);
    }
}
