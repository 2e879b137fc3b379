package dev.meerkat.junit;

import static dev.meerkat.junit.InnerRun.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.embedded.EmbeddedMongo;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class WithMongoTest {

    private static void fill(MongoDatabase database) {
        assertThat(database.listCollectionNames()).isEmpty();
        database.getCollection("users").insertOne(new Document("name", "Ada"));
        SEEN.add(database.getName());
    }

    private static List<String> names() {
        return SEEN.stream().map(Object::toString).toList();
    }

    @WithMongo
    static class EveryWay {
        private final MongoDatabase database;

        EveryWay(MongoDatabase database) {
            this.database = database;
        }

        @BeforeEach
        void fillIt(MongoDatabase same) {
            assertThat(same.getName()).isEqualTo(database.getName());
            fill(same);
        }

        @RepeatedTest(2)
        void allNameOneDatabaseOfOneServer(
                MongoDatabase same, MongoClient client, ConnectionString string, EmbeddedMongo mongo) {
            assertThat(same.getName()).isEqualTo(database.getName()).startsWith("EveryWay-");
            assertThat(string.getDatabase()).isEqualTo(database.getName());
            assertThat(string.getHosts()).containsExactly("127.0.0.1:" + mongo.port());
            assertThat(client.listDatabaseNames()).contains(database.getName());
        }

        @AfterEach
        void itIsStillThere(MongoDatabase same) {
            assertThat(same.getCollection("users").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void constructorsTestsAndLifecycleMethodsOfATestGetOneDatabaseOfItsOwn() {
        InnerRun.passes(EveryWay.class, 2);
        assertThat(names()).hasSize(2).doesNotHaveDuplicates();
    }

    @WithMongo
    static class FilledOnce {
        @BeforeAll
        static void fillIt(MongoDatabase database) {
            fill(database);
        }

        @RepeatedTest(2)
        void allTestsFindIt(MongoDatabase database) {
            assertThat(names()).containsExactly(database.getName());
            assertThat(database.getCollection("users").countDocuments()).isEqualTo(1);
        }

        @Nested
        class Within {
            @Test
            void nestedOnesToo(MongoDatabase database) {
                assertThat(names()).containsExactly(database.getName());
            }
        }
    }

    @Test
    void whatABeforeAllFillsBelongsToTheClass() {
        InnerRun.passes(FilledOnce.class, 3);
    }

    @WithMongo
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class MadeOnce {
        private final MongoDatabase database;

        MadeOnce(MongoDatabase database) {
            this.database = database;
            fill(database);
        }

        @RepeatedTest(2)
        void theTestsShareTheInstancesDatabase(MongoDatabase same) {
            assertThat(same.getName()).isEqualTo(database.getName());
        }
    }

    @Test
    void anInstanceForAllTestsHoldsADatabaseForAll() {
        InnerRun.passes(MadeOnce.class, 2);
        assertThat(names()).hasSize(1);
    }

    static class OnTests {
        @WithMongo
        @RepeatedTest(2)
        void eachHasItsServer(EmbeddedMongo mongo, MongoDatabase database) {
            fill(database);
            SEEN.add(mongo.port());
        }
    }

    @Test
    void onATestTheServerIsTheTests() {
        InnerRun.passes(OnTests.class, 2);
        assertThat(names()).hasSize(4).doesNotHaveDuplicates();
    }

    @WithMongo
    static class Outer {
        @Test
        void ofTheClass(EmbeddedMongo mongo) {
            SEEN.add("outer " + mongo.port());
        }

        @Test
        @WithMongo
        void ofTheTest(EmbeddedMongo mongo) {
            SEEN.add("test " + mongo.port());
        }

        @Nested
        class Sharing {
            @Test
            void ofTheOuterClass(EmbeddedMongo mongo) {
                SEEN.add("outer " + mongo.port());
            }
        }

        @Nested
        @WithMongo
        class Apart {
            @Test
            void ofTheNestedClass(EmbeddedMongo mongo) {
                SEEN.add("apart " + mongo.port());
            }
        }
    }

    @Test
    void theNearestAnnotationHolds() {
        InnerRun.passes(Outer.class, 4);
        Set<String> servers = Set.copyOf(names());
        assertThat(servers)
                .extracting(seen -> seen.split(" ", -1)[0])
                .containsExactlyInAnyOrder("outer", "test", "apart");
        assertThat(servers).extracting(seen -> seen.split(" ", -1)[1]).doesNotHaveDuplicates();
    }

    @WithMongo
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
        private static final int TESTS = 4;
        private static final CyclicBarrier ALL = new CyclicBarrier(TESTS);

        @RepeatedTest(TESTS)
        void keepApart(MongoDatabase database, EmbeddedMongo mongo) throws Exception {
            fill(database);
            ALL.await(60, TimeUnit.SECONDS);
            assertThat(database.getCollection("users").countDocuments()).isEqualTo(1);
            ALL.await(60, TimeUnit.SECONDS);
            SEEN.add(mongo.port());
        }
    }

    /** By the pool of threads: the fork-join pool, JUnit's usual one, now and then leaves a test to a thread that waits. */
    @Test
    void testsInParallelShareTheServerAndNothingElse() {
        InnerRun.passes(
                AtOnce.class,
                AtOnce.TESTS,
                Map.of(
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.config.executor-service",
                        "worker_thread_pool",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        Integer.toString(AtOnce.TESTS)));
        assertThat(Set.copyOf(names())).hasSize(AtOnce.TESTS + 1);
    }

    @WithMongo
    @Retention(RetentionPolicy.RUNTIME)
    @interface WithShop {}

    @WithShop
    abstract static class Ancestor {}

    static class Composed extends Ancestor {
        @Test
        void isEnough(MongoDatabase database) {
            fill(database);
        }
    }

    @Test
    void theAnnotationIsInheritedAndMayStandOnAnother() {
        InnerRun.passes(Composed.class, 1);
    }

    @WithMongo
    static class Elsewhere {
        @BeforeAll
        static void fillIt(MongoDatabase database) {
            fill(database);
        }

        @Test
        void isTheServerThatWasNamed(MongoClient client) {
            assertThat(client.getDatabase("shop").getCollection("orders").countDocuments())
                    .isEqualTo(1);
        }

        @Test
        @WithMongo(embedded = true)
        void unlessTheTestNeedsAnEmbeddedOne(EmbeddedMongo mongo, MongoDatabase database) {
            fill(database);
            mongo.control().dropConnections();
        }
    }

    @Test
    void ofANamedServerOnlyTheTestsDatabasesAreDropped() {
        try (EmbeddedMongo theirs = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(theirs.uri())) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document());
            List<String> before = client.listDatabaseNames().into(new ArrayList<>());

            InnerRun.passes(Elsewhere.class, 2, Map.of("meerkat.mongodb-uri", theirs.uri()));

            assertThat(SEEN).hasSize(2);
            assertThat(client.listDatabaseNames()).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @WithMongo
    static class LeftHanging {
        @RepeatedTest(2)
        void pausesIt(MongoDatabase database, EmbeddedMongo mongo) {
            fill(database);
            mongo.control().pause();
        }
    }

    @Test
    void aServerThatATestLeftHangingWorksInTheNextOne() {
        InnerRun.passes(LeftHanging.class, 2);
    }

    @WithMongo
    static class Disturbing {
        @Test
        void wantsToDisturb(EmbeddedMongo mongo) {
            mongo.close();
        }
    }

    @Test
    void aNamedServerIsNotHandedOutToBeDisturbed() {
        assertThat(InnerRun.failureOf(Disturbing.class, Map.of("meerkat.mongodb-uri", "mongodb://127.0.0.1:1/")))
                .contains("MONGODB_URI", "@WithMongo(embedded = true)");
    }

    @WithMongo
    static class Mistaken {
        @Test
        void asksForACollection(MongoCollection<Document> users) {
            SEEN.add(users);
        }
    }

    @Test
    void aTypeThatIsNotOfferedIsAnErrorThatSaysWhichAre() {
        assertThat(InnerRun.failureOf(Mistaken.class, Map.of()))
                .contains("MongoCollection", "MongoDatabase", "MongoClient", "ConnectionString");
    }
}
