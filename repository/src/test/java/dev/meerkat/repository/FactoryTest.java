package dev.meerkat.repository;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repositories that are made from a client that caches. */
class FactoryTest {

    private final OpenRepositories open = new OpenRepositories();
    private final Repositories repositories = open.repositories;

    @AfterEach
    void close() {
        open.close();
    }

    /** With state that a copy would not share. */
    static class Users {

        private final MongoCollection<Document> users;
        private int calls;

        Users(MongoDatabase database) {
            users = database.getCollection(OpenRepositories.USERS);
        }

        long premium() {
            calls++;
            return users.countDocuments(eq("plan", "premium"));
        }

        @NoCache
        long now() {
            return premium();
        }

        long indirectly() {
            return now();
        }

        long in(@Db @Nullable String database) {
            return premium();
        }

        int calls() {
            return calls;
        }
    }

    private Users users() {
        return repositories.wrap(Users.class, client -> new Users(client.getDatabase(open.database)));
    }

    @Test
    void aRepositoryWithStateOfItsOwn() {
        Users users = users();
        open.assertCaches(users::premium);
        int calls = users.calls();
        repositories.noCache(users).premium();
        assertThat(users.calls()).as("views share the state").isEqualTo(calls + 1);
        assertThat(repositories.wrap(users)).isSameAs(users);
    }

    @Test
    void optionsAndAnnotationsActOnCallsFromOutside() {
        Users users = users();
        open.assertCaches(users::premium);
        open.assertUncached(repositories.noCache(users)::premium);
        open.assertUncached(users::now);
        assertThat(open.sent(users::indirectly))
                .as("a call among the methods, as documented")
                .isEmpty();
        assertThat(users.in("tenant")).isZero();
        assertThat(repositories.db(users, "other").in(open.database)).isEqualTo(users.premium());
        assertThatThrownBy(() -> users.in(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Parameter 1 of Users.in(String), marked @Db, is null");
    }

    /** Synchronized methods, one of which waits for the other. */
    static class Door {

        private boolean opened;

        synchronized void pass() throws InterruptedException {
            while (!opened) {
                wait();
            }
        }

        synchronized void open() {
            opened = true;
            notifyAll();
        }
    }

    /** A view has no lock of its own, which who waits would keep. */
    @Test
    void synchronizedMethodsShareTheRepositorysLock() throws Exception {
        Door door = repositories.wrap(Door.class, client -> new Door());
        FutureTask<Boolean> passing = new FutureTask<>(() -> {
            door.pass();
            return true;
        });
        Thread thread = new Thread(passing, "passing");
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        Thread opening = new Thread(door::open, "opening");
        opening.setDaemon(true);
        opening.start();
        assertThat(passing.get(20, TimeUnit.SECONDS)).isTrue();
    }

    interface Counting {

        long premium();
    }

    record RecordUsers(MongoClient client, String database) implements Counting {

        @Override
        public long premium() {
            return client.getDatabase(database)
                    .getCollection(OpenRepositories.USERS)
                    .countDocuments(eq("plan", "premium"));
        }
    }

    @Test
    void anInterfaceWhoseImplementationIsMade() {
        Counting users = repositories.wrap(Counting.class, client -> new RecordUsers(client, open.database));
        open.assertCaches(users::premium);
        open.assertUncached(repositories.noCache(users)::premium);
    }

    static class WithFinalMethod {

        final long premium() {
            return 1;
        }
    }

    @Test
    void aClassWithAFinalMethodIsRefused() {
        assertThatThrownBy(() -> repositories.wrap(WithFinalMethod.class, client -> new WithFinalMethod()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WithFinalMethod.premium() is final")
                .hasMessageContaining("interface");
    }

    @Test
    void whatCannotBeExtendedIsRefusedBeforeAnythingIsMade() {
        assertThatThrownBy(() -> repositories.wrap(RecordUsers.class, client -> {
                    throw new AssertionError("made");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RecordUsers is a record")
                .hasMessageContaining("wrap(Counting.class, repository)");
        assertThatThrownBy(() -> repositories.wrap(Counting.class, client -> null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("gave null");
    }
}
