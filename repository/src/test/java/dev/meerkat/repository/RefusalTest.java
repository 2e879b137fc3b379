package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.cache.CacheLimits;
import dev.meerkat.cache.Gate;
import dev.meerkat.cache.Guards;
import dev.meerkat.cache.Invalidations;
import dev.meerkat.cache.ReadThroughCache;
import dev.meerkat.cache.spi.RemoteTier;
import dev.meerkat.cache.spi.Ticker;
import dev.meerkat.proxy.HandleProxies;
import dev.meerkat.proxy.ProxyOptions;
import dev.meerkat.repository.elsewhere.PackagePrivate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can't be wrapped, and what the error says to do. No command is sent. */
class RefusalTest {

    private final MongoClient client = MongoClients.create("mongodb://localhost:1");
    private final MongoCollection<Document> users = client.getDatabase("d").getCollection("users");
    private final Repositories repositories = repositories();

    private Repositories repositories() {
        ReadThroughCache cache = new ReadThroughCache(
                new Gate(Ticker.system(), Duration.ofMinutes(1), Guards.all()),
                new Invalidations(1 << 10, Guards.all()),
                RemoteTier.none(),
                new byte[0],
                CacheLimits.DEFAULT,
                Ticker.system(),
                Guards.all());
        ProxyOptions options =
                new ProxyOptions(Duration.ofMinutes(1), 1 << 16, true, Duration.ofSeconds(1), namespace -> false);
        return new Repositories(new HandleProxies(cache, options), () -> client);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void assertRefused(Object repository, String... parts) {
        assertThatThrownBy(() -> repositories.wrap(repository))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(parts);
    }

    static class WithCounter {

        final MongoCollection<Document> users;
        long calls;

        WithCounter(MongoCollection<Document> users) {
            this.users = users;
        }
    }

    @Test
    void aFieldThatIsNotFinal() {
        assertRefused(
                new WithCounter(users),
                "WithCounter.calls is not final",
                "wrap(WithCounter.class, client -> new WithCounter(client))");
    }

    record Holder(WithCounter counters) {}

    static class WithHolder {

        final Holder holder;

        WithHolder(Holder holder) {
            this.holder = holder;
        }
    }

    @Test
    void aFieldThatIsNotFinalFurtherInside() {
        assertRefused(
                new WithHolder(new Holder(new WithCounter(users))),
                "WithHolder.holder.counters.calls is not final",
                "client -> new WithHolder(client)");
    }

    interface Finding {}

    static final class FinalUsers implements Finding {

        final MongoCollection<Document> users;

        FinalUsers(MongoCollection<Document> users) {
            this.users = users;
        }
    }

    record RecordUsers(MongoCollection<Document> users) {}

    enum EnumUsers {
        ONE
    }

    sealed interface SealedUsers permits SealedOnly {}

    static non-sealed class SealedOnly implements SealedUsers {}

    abstract static sealed class SealedBase permits Permitted {}

    static non-sealed class Permitted extends SealedBase {}

    @Test
    void typesWithoutSubclasses() {
        assertRefused(new FinalUsers(users), "FinalUsers is final", "wrap(Finding.class, repository)");
        assertRefused(new RecordUsers(users), "RecordUsers is a record", "Give it an interface");
        assertRefused(EnumUsers.ONE, "EnumUsers is ", "interface");
        LongSupplier lambda = users::countDocuments;
        assertRefused(lambda, "is a lambda");
        assertThatThrownBy(() -> repositories.wrap(SealedUsers.class, new SealedOnly()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SealedUsers is sealed");
        assertThatThrownBy(() -> repositories.wrap(SealedBase.class, new Permitted()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SealedBase is sealed");
    }

    static class WithoutHandle {

        final String name = "none";
    }

    @Test
    void noHandleWithinReach() {
        assertRefused(
                new WithoutHandle(),
                "No MongoCollection, MongoDatabase or MongoClient can be found in WithoutHandle",
                "wrap(WithoutHandle.class, client -> ");
    }

    static class WithObject {

        final Object object;

        WithObject(Object object) {
            this.object = object;
        }
    }

    @Test
    void whatAnInterfaceStandsForIsNamedInTheAdvice() {
        assertThatThrownBy(() -> repositories.wrap(Finding.class, new Changing(users)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Changing.calls is not final")
                .hasMessageContaining("wrap(Finding.class, client -> new Changing(client))");
    }

    static final class Changing implements Finding {

        final MongoCollection<Document> users;
        long calls;

        Changing(MongoCollection<Document> users) {
            this.users = users;
        }
    }

    @Test
    void containersThatChange() {
        assertRefused(
                new WithObject(new ArrayList<>(List.of(users))),
                "WithObject.object holds driver handles and can change",
                "List.copyOf");
        assertRefused(new WithObject(new Object[] {users}), "WithObject.object holds driver handles and can change");
        assertRefused(
                new WithObject(List.of("a", new ArrayList<>(List.of(users)))),
                "WithObject.object[1] holds driver handles and can change");
    }

    @Test
    void aLambdaThatUsesAHandle() {
        LongSupplier lambda = users::countDocuments;
        assertRefused(new WithObject(lambda), "WithObject.object is a lambda that uses driver handles");
    }

    enum Single {
        ONE;

        List<Object> objects = List.of();
    }

    @Test
    void anEnumsConstant() {
        Single.ONE.objects = List.of(users);
        try {
            assertRefused(
                    new WithObject(Single.ONE), "WithObject.object is an enum's constant that holds driver handles");
        } finally {
            Single.ONE.objects = List.of();
        }
    }

    static class OfJavas extends TimerTask {

        final MongoCollection<Document> users;

        OfJavas(MongoCollection<Document> users) {
            this.users = users;
        }

        @Override
        public void run() {}
    }

    @Test
    void aBaseClassOfJavasOwnWithState() {
        assertRefused(new OfJavas(users), "OfJavas extends a class of Java's own with state");
    }

    static class BadTime {

        final MongoCollection<Document> users;

        BadTime(MongoCollection<Document> users) {
            this.users = users;
        }

        @CacheFor("ten minutes")
        long count(String plan) {
            return 1;
        }
    }

    static class NoTime extends BadTime {

        NoTime(MongoCollection<Document> users) {
            super(users);
        }

        @Override
        @CacheFor("0s")
        long count(String plan) {
            return 2;
        }
    }

    static class Both extends BadTime {

        Both(MongoCollection<Document> users) {
            super(users);
        }

        @Override
        @NoCache
        @CacheFor("1m")
        long count(String plan) {
            return 2;
        }
    }

    @Test
    void annotationsThatCannotBeFollowed() {
        assertRefused(new BadTime(users), "@CacheFor(\"ten minutes\") on BadTime.count(String)", "10m");
        assertRefused(new NoTime(users), "@CacheFor(\"0s\") on NoTime.count(String)", "at least a millisecond");
        assertRefused(new Both(users), "Both.count(String) is marked both @NoCache and @CacheFor(\"1m\")");
    }

    static class FinalMethod {

        final MongoCollection<Document> users;

        FinalMethod(MongoCollection<Document> users) {
            this.users = users;
        }

        final long plain() {
            return 1;
        }
    }

    static class FinalAnnotated extends FinalMethod {

        FinalAnnotated(MongoCollection<Document> users) {
            super(users);
        }

        @NoCache
        final long annotated() {
            return 1;
        }
    }

    @NoCache
    static class FinalInherited extends FinalMethod {

        FinalInherited(MongoCollection<Document> users) {
            super(users);
        }
    }

    static class PrivateAnnotated extends FinalMethod {

        PrivateAnnotated(MongoCollection<Document> users) {
            super(users);
        }

        @NoCache
        private long hidden() {
            return 1;
        }

        long visible() {
            return hidden();
        }
    }

    static class StaticAnnotated extends FinalMethod {

        StaticAnnotated(MongoCollection<Document> users) {
            super(users);
        }

        @CacheFor("1m")
        static long ofAll() {
            return 1;
        }
    }

    static final class FinalTimed {

        final MongoCollection<Document> users;

        FinalTimed(MongoCollection<Document> users) {
            this.users = users;
        }

        @CacheFor("1m")
        long count() {
            return users.countDocuments();
        }
    }

    @Test
    void annotationsThatWouldHaveNoEffect() {
        assertRefused(new FinalAnnotated(users), "FinalAnnotated.annotated() is final", "no effect");
        assertRefused(new FinalInherited(users), "FinalMethod.plain() is final", "no effect");
        assertRefused(new PrivateAnnotated(users), "PrivateAnnotated.hidden() is private", "no effect");
        assertRefused(new StaticAnnotated(users), "StaticAnnotated.ofAll() is static", "no effect");
        assertRefused(new PackagePrivate(users) {}, "PackagePrivate.count() is package-private elsewhere", "no effect");
        assertRefused(new WithObject(new FinalTimed(users)), "FinalTimed is final", "no effect");
    }

    @Test
    void aViewOfAClassWithAFinalMethod() {
        FinalMethod wrapped = repositories.wrap(new FinalMethod(users));
        assertThatThrownBy(() -> repositories.noCache(wrapped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FinalMethod.plain() is final, so that a view can't hand it on");
    }

    static class BadDatabases extends FinalMethod {

        BadDatabases(MongoCollection<Document> users) {
            super(users);
        }

        long count(@Db String one, @Db String two) {
            return 1;
        }
    }

    static class BadType extends FinalMethod {

        BadType(MongoCollection<Document> users) {
            super(users);
        }

        long count(@Db Object database) {
            return 1;
        }
    }

    @Test
    void parametersThatNameNoDatabase() {
        assertRefused(new BadDatabases(users), "Two parameters of BadDatabases.count(String, String) are marked @Db");
        assertRefused(new BadType(users), "A parameter of BadType.count(Object) is marked @Db and is no String");
    }

    static class Options implements Cached<Options> {}

    @Test
    void optionsOfWhatIsNotWrapped() {
        WithCounter plain = new WithCounter(users);
        assertThatThrownBy(() -> repositories.noCache(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WithCounter is not wrapped by this Meerkat");
        assertThatThrownBy(() -> new Options().noCache()).hasMessageContaining("is not wrapped");
        assertThatThrownBy(() -> new Options().db("d")).hasMessageContaining("is not wrapped");
        assertThatThrownBy(() -> new Options().cacheTtl(Duration.ofMinutes(1))).hasMessageContaining("is not wrapped");
        FinalMethod wrapped = repositories.wrap(new FinalMethod(users));
        Repositories another = repositories();
        assertThatThrownBy(() -> another.wrap(wrapped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is wrapped by another Meerkat");
        assertThatThrownBy(() -> another.db(wrapped, "d")).hasMessageContaining("is not wrapped by this Meerkat");
    }

    @Test
    void anImplementationOfAnotherType() {
        assertThatThrownBy(() -> repositories.wrap(Finding.class, new WithCounter(users)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WithCounter is no Finding");
    }
}
