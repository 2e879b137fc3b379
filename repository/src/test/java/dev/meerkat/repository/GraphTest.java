package dev.meerkat.repository;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.meerkat.proxy.CachedCollection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handles that are not in the repository's own fields, and what is copied with them. */
class GraphTest {

    private final OpenRepositories open = new OpenRepositories();
    private final Repositories repositories = open.repositories;

    @AfterEach
    void close() {
        open.close();
    }

    private static long count(MongoCollection<Document> users) {
        return users.countDocuments(eq("plan", "premium"));
    }

    static final class Counters {

        final MongoCollection<Document> users;
        final Map<String, String> shared = new ConcurrentHashMap<>();

        Counters(MongoCollection<Document> users) {
            this.users = users;
        }
    }

    record Shelf(String name, Counters counters, List<MongoCollection<Document>> all) {}

    static class Holders {

        static @Nullable MongoCollection<Document> ofAll;

        final Shelf shelf;
        final Counters same;
        final Object unrelated = new Object();
        final Counters2 withoutHandle = new Counters2();

        Holders(Shelf shelf, Counters same) {
            this.shelf = shelf;
            this.same = same;
        }

        long nested() {
            return count(shelf.counters().users);
        }

        long listed() {
            return count(shelf.all().get(0));
        }
    }

    static final class Counters2 {

        int changing;
    }

    @Test
    void nestedHoldersAndRecordsAreCopiedOnce() {
        Counters counters = new Counters(open.users());
        Holders original = new Holders(new Shelf("s", counters, List.of(counters.users)), counters);
        Holders.ofAll = open.users();
        MongoCollection<Document> ofAll = Holders.ofAll;
        Holders copy = repositories.wrap(original);
        open.assertCaches(copy::nested);
        assertThat(open.sent(copy::listed)).isEmpty();
        assertThat(copy.same).isSameAs(copy.shelf.counters()).isNotSameAs(counters);
        assertThat(copy.same.users)
                .isInstanceOf(CachedCollection.class)
                .isSameAs(copy.shelf.all().get(0));
        assertThat(copy.same.shared).isSameAs(counters.shared);
        assertThat(copy.unrelated).isSameAs(original.unrelated);
        assertThat(copy.withoutHandle).isSameAs(original.withoutHandle);
        assertThat(Holders.ofAll).as("static fields are left alone").isSameAs(ofAll);
        assertThat(original.same.users).isNotInstanceOf(CachedCollection.class);
    }

    static class Parent {

        final Child child;

        Parent(MongoCollection<Document> users) {
            child = new Child(this, users);
        }

        long premium() {
            return count(child.users);
        }
    }

    static class Child {

        final Parent parent;
        final MongoCollection<Document> users;

        Child(Parent parent, MongoCollection<Document> users) {
            this.parent = parent;
            this.users = users;
        }
    }

    @Test
    void objectsThatReferToEachOther() {
        Parent copy = repositories.wrap(new Parent(open.users()));
        assertThat(copy.child.parent).isSameAs(copy);
        open.assertCaches(copy::premium);
    }

    static class Outer {

        private final MongoCollection<Document> users;

        Outer(MongoCollection<Document> users) {
            this.users = users;
        }

        class OfOuter {

            long premium() {
                return count(users);
            }
        }
    }

    @Test
    void anInnerClassWorksOnACopyOfItsOuterObject() {
        Outer.OfOuter users = repositories.wrap(new Outer(open.users()).new OfOuter());
        open.assertCaches(users::premium);
    }

    static class Contained {

        final Optional<MongoCollection<Document>> optional;
        final Set<MongoCollection<Document>> set;
        final Map<String, MongoCollection<Document>> map;
        final Map<String, MongoCollection<Document>> sorted;
        final List<Optional<Counters>> deep;

        Contained(MongoCollection<Document> users) {
            optional = Optional.of(users);
            set = Set.of(users);
            Map<String, MongoCollection<Document>> byName = new LinkedHashMap<>();
            byName.put("z", users);
            byName.put("a", users);
            map = Collections.unmodifiableMap(byName);
            sorted = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
            deep = List.of(Optional.empty(), Optional.of(new Counters(users)));
        }

        long premium() {
            return count(optional.orElseThrow());
        }
    }

    @Test
    void immutableContainersAreMadeAgain() {
        Contained copy = repositories.wrap(new Contained(open.users()));
        open.assertCaches(copy::premium);
        assertThat(copy.set).allMatch(CachedCollection.class::isInstance).hasSize(1);
        assertThat(copy.map.values()).allMatch(CachedCollection.class::isInstance);
        assertThat(copy.map.keySet()).containsExactly("z", "a");
        assertThat(copy.sorted.keySet()).containsExactly("a", "z");
        assertThat(copy.sorted.values()).allMatch(CachedCollection.class::isInstance);
        assertThat(copy.deep.get(1).orElseThrow().users).isSameAs(copy.optional.orElseThrow());
    }

    private static Far next(Far far) {
        return Objects.requireNonNull(far.next());
    }

    record Far(@Nullable Far next, @Nullable MongoCollection<Document> users) {}

    static class Reaching {

        final Far far;

        Reaching(Far far) {
            this.far = far;
        }
    }

    @Test
    void fourObjectsAwayAHandleIsNotFound() {
        Far third = new Far(null, open.users());
        Reaching copy = repositories.wrap(new Reaching(new Far(new Far(third, null), null)));
        assertThat(next(next(copy.far)).users()).isInstanceOf(CachedCollection.class);

        Far fourth = new Far(new Far(new Far(new Far(null, open.users()), null), null), open.users());
        Reaching near = repositories.wrap(new Reaching(fourth));
        assertThat(near.far.users()).isInstanceOf(CachedCollection.class);
        assertThat(near.far.next()).as("shared").isSameAs(fourth.next());
    }

    /** The depth of an object is that of the shortest way to it, whatever is looked at first. */
    @Test
    void theShortestWayCounts() {
        Far shared = new Far(new Far(new Far(null, open.users()), null), null);
        Shortcut original = new Shortcut(new Far(new Far(shared, null), null), List.of(shared));
        Shortcut copy = repositories.wrap(original);
        Far near = copy.near.get(0);
        assertThat(next(next(near)).users()).isInstanceOf(CachedCollection.class);
        assertThat(next(next(copy.far))).isSameAs(near);
    }

    static class Shortcut {

        final Far far;
        final List<Far> near;

        Shortcut(Far far, List<Far> near) {
            this.far = far;
            this.near = near;
        }
    }

    /** A repository that is wrapped already has options of its own. */
    static class Service {

        final Parent wrapped;
        final MongoCollection<Document> users;

        Service(Parent wrapped, MongoCollection<Document> users) {
            this.wrapped = wrapped;
            this.users = users;
        }

        long ofWrapped() {
            return wrapped.premium();
        }

        long own() {
            return users.countDocuments();
        }
    }

    @Test
    void optionsActOnTheRepositorysOwnCallsOnly() {
        Parent wrapped = repositories.wrap(new Parent(open.users()));
        Service service = repositories.wrap(new Service(wrapped, open.users()));
        assertThat(service.wrapped).isSameAs(wrapped);
        Service uncached = repositories.noCache(service);
        service.ofWrapped();
        service.own();
        assertThat(open.sent(uncached::ofWrapped)).as("another repository").isEmpty();
        assertThat(open.sent(uncached::own)).isNotEmpty();
        assertThat(open.sent(service::own)).as("the repository itself").isEmpty();
    }

    @Test
    void aHandleThatWasWrappedByHandKeepsItsOptions() {
        CachedCollection<Document> uncached = open.proxies.wrap(open.users()).noCache();
        Parent copy = repositories.wrap(new Parent(uncached));
        open.assertUncached(copy::premium);
    }
}
