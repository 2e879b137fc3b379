package dev.meerkat.examples.library;

import static dev.morphia.query.filters.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.CallScopes;
import dev.morphia.Datastore;
import dev.morphia.Morphia;
import dev.morphia.UpdateOptions;
import dev.morphia.query.updates.UpdateOperators;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about reads; and writers who know of no cache. */
interface Saying extends InEachMode {

    MongoClient client();

    MongoClient stranger();

    private List<String> sentByAnother(Runnable read) {
        read.run();
        return sent().during(read);
    }

    @Test
    default void aDatastoreMayReadPastTheCache() {
        // tag::datastore[]
        Datastore uncached = Morphia.createDatastore(meerkat().wrap(client()).noCache());
        // end::datastore[]
        assertThat(sentByAnother(() -> uncached.find(Item.class)
                        .filter(eq("_id", "metropolis"))
                        .first()))
                .containsExactly("find");
    }

    @Test
    default void aMethodMayReadPastTheCache() {
        assertThat(sentByAnother(() -> assertThat(catalogue().isHere("war")).isTrue()))
                .containsExactly("aggregate");
    }

    @Test
    default void aBlockMayReadPastTheCache() {
        // tag::block[]
        Runnable read = () -> meerkat().withoutCache(() -> catalogue().byId("metropolis"));
        // end::block[]
        assertThat(sentByAnother(read)).containsExactly("find");
    }

    @Test
    default void aCallerMayReadPastTheCache() {
        assertThat(sentByAnother(() -> meerkat().noCache(catalogue()).byId("metropolis")))
                .containsExactly("find");
    }

    @Test
    default void whatIsKeptForADayIsSeenWhenItChanges() {
        assertThat(read(() -> catalogue().madeIn(1898))).hasSize(1);
        item("war").update(new UpdateOptions(), UpdateOperators.set("year", 1899));
        assertThat(read(() -> catalogue().madeIn(1898))).isEmpty();
    }

    @Test
    default void aBlockSaysHowLongItsReadsAreKept() {
        assertThat(read(() -> {
                    // tag::scope[]
                    try (CallScopes.Scope hour = meerkat().scope(CallOptions.NONE.keptFor(Duration.ofHours(1)))) {
                        return catalogue().tagged("horror");
                    }
                    // end::scope[]
                }))
                .hasSize(2);
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
