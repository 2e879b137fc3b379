package dev.meerkat.examples.library;

import static dev.meerkat.examples.library.InEachMode.ids;
import static dev.morphia.aggregation.expressions.Expressions.field;
import static dev.morphia.aggregation.expressions.Expressions.value;
import static dev.morphia.aggregation.stages.Set.set;
import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.filters.Filters.gte;
import static dev.morphia.query.updates.UpdateOperators.addToSet;
import static dev.morphia.query.updates.UpdateOperators.inc;
import static dev.morphia.query.updates.UpdateOperators.max;
import static dev.morphia.query.updates.UpdateOperators.pull;
import static dev.morphia.query.updates.UpdateOperators.push;
import static dev.morphia.query.updates.UpdateOperators.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.Updates;
import dev.morphia.DeleteOptions;
import dev.morphia.ModifyOptions;
import dev.morphia.UpdateOptions;
import dev.morphia.aggregation.expressions.MathExpressions;
import dev.morphia.query.updates.UpdateOperators;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is written is seen by the next read. */
interface Writing extends InEachMode {

    private Item war() {
        return readItem("war");
    }

    private List<String> all() {
        return read(() -> catalogue().page(0, 100)).stream()
                .map(Item::id)
                .sorted()
                .toList();
    }

    private Film alien() {
        return new Film("alien", "Alien", 1979, 1, new Shelf("films", 3), 117, null, "horror");
    }

    @Test
    default void aNewItemIsFoundByOldQueries() {
        assertThat(ids(read(() -> catalogue().tagged("horror")))).containsExactly("bride", "frankenstein");
        assertThat(read(() -> catalogue().byId("alien"))).isEmpty();
        datastore().insert(alien());
        assertThat(ids(read(() -> catalogue().tagged("horror")))).containsExactly("alien", "bride", "frankenstein");
        assertThat(readItem("alien").title()).isEqualTo("Alien");
    }

    @Test
    default void severalNewItemsAreFound() {
        assertThat(all()).hasSize(6);
        datastore().insert(List.of(alien(), new Film("solaris", "Solaris", 1972, 1, new Shelf("films", 4), 167, null)));
        assertThat(all()).hasSize(8).contains("alien", "solaris");
    }

    @Test
    default void aSavedChangeIsSeenAtOnce() {
        Item war = war();
        war.rename("Peace");
        datastore().save(war);
        assertThat(war().title()).isEqualTo("Peace");
        assertThat(read(() -> catalogue().byTitle("Peace")).map(Item::id)).hasValue("war");
    }

    @Test
    default void aSavedListIsSeenAtOnce() {
        List<Item> novels = read(() -> catalogue().inRoom("novels"));
        novels.forEach(novel -> novel.rename("Novel " + novel.shelf().number()));
        datastore().save(novels);
        assertThat(read(() -> catalogue().titled("Novel"))).hasSize(3);
    }

    @Test
    default void anUpdateIsSeenAtOnce() {
        assertThat(war().copies()).isEqualTo(3);
        item("war").update(new UpdateOptions(), inc("copies", 2), push("tags", "mars"), max("year", 1900));
        assertThat(war().copies()).isEqualTo(5);
        assertThat(war().tags()).containsExactly("war", "mars");
        assertThat(war().year()).isEqualTo(1900);
    }

    @Test
    default void elementsOfListsComeAndGo() {
        assertThat(war().tags()).containsExactly("war");
        item("war").update(new UpdateOptions(), addToSet("tags", List.of("war", "mars")));
        assertThat(war().tags()).containsExactly("war", "mars");
        item("war").update(new UpdateOptions(), pull("tags", "war"));
        assertThat(war().tags()).containsExactly("mars");
        assertThat(ids(read(() -> catalogue().tagged("mars")))).containsExactly("war");
    }

    @Test
    default void aFieldIsTakenAway() {
        assertThat(war().year()).isEqualTo(1898);
        item("war").update(new UpdateOptions(), unset("year"));
        assertThat(war().year()).isZero();
    }

    @Test
    default void anUpdateOfManyIsSeenAtOnce() {
        assertThat(war().copies()).isEqualTo(3);
        datastore()
                .find(Item.class)
                .filter(eq("shelf.room", "novels"))
                .update(new UpdateOptions().multi(true), inc("copies", 10));
        assertThat(read(() -> catalogue().inRoom("novels")))
                .extracting(Item::copies)
                .containsExactly(11, 12, 13);
        assertThat(war().copies()).isEqualTo(13);
    }

    @Test
    default void anUpdateByAPipelineIsSeenAtOnce() {
        assertThat(war().copies()).isEqualTo(3);
        item("war").update(set().field("copies", MathExpressions.multiply(field("copies"), value(7))));
        assertThat(war().copies()).isEqualTo(21);
    }

    @Test
    default void anUpsertMakesWhatWasNotThere() {
        assertThat(read(() ->
                        datastore().find(Member.class).filter(eq("_id", "eve")).count()))
                .isZero();
        datastore()
                .find(Member.class)
                .filter(eq("_id", "eve"))
                .update(new UpdateOptions().upsert(true), UpdateOperators.set("email", "eve@example.org"));
        assertThat(read(() -> Objects.requireNonNull(datastore()
                                .find(Member.class)
                                .filter(eq("email", "eve@example.org"))
                                .first()))
                        .id())
                .isEqualTo("eve");
    }

    @Test
    default void whatIsModifiedIsGivenBackAndSeen() {
        assertThat(war().copies()).isEqualTo(3);
        Item after = item("war").modify(new ModifyOptions().returnDocument(ReturnDocument.AFTER), inc("copies", -1));
        assertThat(Objects.requireNonNull(after).copies()).isEqualTo(2);
        assertThat(war().copies()).isEqualTo(2);
    }

    @Test
    default void whatIsFoundAndDeletedIsGone() {
        assertThat(war().title()).isEqualTo("The War of the Worlds");
        assertThat(Objects.requireNonNull(item("war").findAndDelete()).id()).isEqualTo("war");
        assertThat(read(() -> catalogue().byId("war"))).isEmpty();
    }

    @Test
    default void aDeletedObjectIsGone() {
        datastore().delete(war());
        assertThat(read(() -> catalogue().byId("war"))).isEmpty();
        assertThat(all()).hasSize(5);
    }

    @Test
    default void manyAreDeleted() {
        assertThat(all()).hasSize(6);
        datastore().find(Item.class).filter(gte("year", 1890)).delete(new DeleteOptions().multi(true));
        assertThat(all()).containsExactly("frankenstein", "manifesto");
    }

    @Test
    default void aMergeIsSeenAtOnce() {
        Item war = war();
        war.rename("Peace");
        assertThat(datastore().merge(war).title()).isEqualTo("Peace");
        assertThat(war().title()).isEqualTo("Peace");
    }

    @Test
    default void aReplacementIsSeenAtOnce() {
        Item war = war();
        war.rename("Peace");
        datastore().replace(war);
        assertThat(war().title()).isEqualTo("Peace");
    }

    @Test
    default void aBulkIsSeenAtOnce() {
        assertThat(all()).hasSize(6);
        datastore()
                .getCollection(Item.class)
                .bulkWrite(List.of(
                        new DeleteOneModel<>(Filters.eq("_id", "war")),
                        new UpdateManyModel<>(Filters.eq("tags", "classic"), Updates.set("copies", 0))));
        assertThat(all()).hasSize(5);
        assertThat(read(() -> catalogue().tagged("classic")))
                .extracting(Item::copies)
                .containsOnly(0);
    }

    @Test
    default void whatAnIndexRefusesChangesNothing() {
        assertThatThrownBy(() -> datastore().insert(new Member("eve", "ada@example.org")))
                .isInstanceOf(MongoWriteException.class)
                .hasMessageContaining("E11000");
        assertThat(read(() -> datastore().find(Member.class).count())).isEqualTo(2);
    }
}
