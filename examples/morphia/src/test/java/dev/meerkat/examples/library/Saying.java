package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.CallScopes;
import dev.morphia.Datastore;
import dev.morphia.Morphia;
import dev.morphia.UpdateOptions;
import dev.morphia.config.MorphiaConfig;
import dev.morphia.query.updates.UpdateOperators;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about reads; and writers who know of no cache. */
interface Saying extends InEachMode {

    MongoClient client();

    MongoClient stranger();

    private List<String> sentTheSecondTime(Runnable read) {
        read.run();
        return sent().during(read);
    }

    @Test
    default void whatIsReadThroughAWrappedClientIsCached() {
        Meerkat meerkat = meerkat();
        MongoClient client = client();
        // tag::wrap[]
        Datastore datastore = Morphia.createDatastore(meerkat.wrap(client)); // was: createDatastore(client)
        // end::wrap[]
        assertThat(read(() -> datastore.find(Item.class).count())).isEqualTo(6);
    }

    @Test
    default void aDatastoreMayReadPastTheCache() {
        Meerkat meerkat = meerkat();
        MongoClient client = client();
        // tag::datastore[]
        Datastore uncached = Morphia.createDatastore(meerkat.wrap(client).noCache());
        // end::datastore[]
        assertThat(sentTheSecondTime(() -> uncached.find(Author.class).first())).containsExactly("find");
    }

    @Test
    default void aMethodMayReadPastTheCache() {
        assertThat(sentTheSecondTime(() -> assertThat(catalogue().isHere("war")).isTrue()))
                .containsExactly("aggregate");
    }

    @Test
    default void aBlockMayReadPastTheCache() {
        Meerkat meerkat = meerkat();
        Datastore datastore = datastore();
        assertThat(sentTheSecondTime(() -> {
                    // tag::block[]
                    List<Author> now = meerkat.withoutCache(
                            () -> datastore.find(Author.class).iterator().toList());
                    // end::block[]
                    assertThat(now).hasSize(4);
                }))
                .containsExactly("find");
    }

    @Test
    default void aCallerMayReadPastTheCache() {
        Meerkat meerkat = meerkat();
        // tag::repository[]
        Catalogue catalogue = meerkat.wrap(Catalogue.class, client -> new Catalogue(Morphia.createDatastore(client)));
        // end::repository[]
        Runnable read = () -> {
            // tag::caller[]
            meerkat.noCache(catalogue).byId("metropolis");
            // end::caller[]
        };
        assertThat(sentTheSecondTime(read)).containsExactly("find");
    }

    /** Its methods say when the query is made, not when it is run. */
    @Test
    default void whatIsSaidToADatastoreDoesNotReachItsQueries() {
        Meerkat meerkat = meerkat();
        Datastore datastore = meerkat.wrap(Datastore.class, Morphia::createDatastore);
        assertThat(read(() -> meerkat.noCache(datastore)
                                .find(Author.class)
                                .filter(eq("_id", "marx"))
                                .first())
                        .name())
                .isEqualTo("Karl Marx");
    }

    @Test
    default void whatIsKeptForADayIsSeenWhenItChanges() {
        assertThat(read(() -> catalogue().madeIn(1898))).hasSize(1);
        item("war").update(new UpdateOptions(), UpdateOperators.set("year", 1899));
        assertThat(read(() -> catalogue().madeIn(1898))).isEmpty();
    }

    @Test
    default void aBlockSaysHowLongItsReadsAreKept() {
        Meerkat meerkat = meerkat();
        Datastore datastore = datastore();
        assertThat(read(() -> {
                    // tag::scope[]
                    try (CallScopes.Scope hour = meerkat.scope(CallOptions.NONE.keptFor(Duration.ofHours(1)))) {
                        return datastore.find(Film.class).iterator().toList();
                    }
                    // end::scope[]
                }))
                .hasSize(2);
    }

    @Test
    default void aCallerMayNameAnotherDatabase() {
        Catalogue branch = meerkat().db(catalogue(), "branch");
        assertThat(branch.count()).isZero();
        Datastore stranger =
                Morphia.createDatastore(stranger(), MorphiaConfig.load().database("branch"));
        Author lem = new Author("lem", "Stanislaw Lem", 1921);
        stranger.insert(lem);
        stranger.insert(new Book("solaris", "Solaris", 1961, 1, new Shelf("novels", 1), 204, List.of(lem), "space"));
        await().untilAsserted(() -> assertThat(branch.count()).isEqualTo(1));
        Book solaris = (Book) branch.byId("solaris").orElseThrow();
        assertThat(solaris.authors()).extracting(Author::name).containsExactly("Stanislaw Lem");
        assertThat(read(() -> catalogue().byId("solaris"))).isEmpty();
        stranger.getDatabase().drop();
    }

    @Test
    default void whatAStrangerWritesIsSeenWithinTheBound() {
        assertThat(readItem("war").title()).isEqualTo("The War of the Worlds");
        Morphia.createDatastore(stranger())
                .find(Item.class)
                .filter(eq("_id", "war"))
                .update(new UpdateOptions(), UpdateOperators.set("title", "Peace"));
        await().until(() -> catalogue().byId("war").orElseThrow().title().equals("Peace"));
    }
}
