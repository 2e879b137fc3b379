package dev.meerkat.repository;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What can't be wrapped, and what the error says to do. */
class RefusalTest extends Refusing {

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

    static class FinalMethod {

        final MongoCollection<Document> users;

        FinalMethod(MongoCollection<Document> users) {
            this.users = users;
        }

        final long plain() {
            return 1;
        }
    }

    @Test
    void aViewOfAClassWithAFinalMethod() {
        FinalMethod wrapped = repositories.wrap(new FinalMethod(users));
        assertThatThrownBy(() -> repositories.noCache(wrapped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FinalMethod.plain() is final, so that a view can't hand it on");
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
