package dev.meerkat.examples.library;

import static dev.morphia.aggregation.expressions.AccumulatorExpressions.avg;
import static dev.morphia.aggregation.expressions.AccumulatorExpressions.sum;
import static dev.morphia.aggregation.expressions.Expressions.field;
import static dev.morphia.aggregation.expressions.Expressions.value;
import static dev.morphia.aggregation.stages.Facet.facet;
import static dev.morphia.aggregation.stages.Group.group;
import static dev.morphia.aggregation.stages.Group.id;
import static dev.morphia.aggregation.stages.Lookup.lookup;
import static dev.morphia.aggregation.stages.Projection.project;
import static dev.morphia.aggregation.stages.Sort.sort;
import static dev.morphia.aggregation.stages.SortByCount.sortByCount;
import static dev.morphia.query.filters.Filters.eq;
import static dev.morphia.query.filters.Filters.gte;
import static org.assertj.core.api.Assertions.assertThat;

import dev.morphia.aggregation.stages.Match;
import dev.morphia.aggregation.stages.Merge;
import dev.morphia.query.updates.UpdateOperators;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Pipelines. */
interface Aggregating extends InEachMode {

    private List<String> tags() {
        return read(() -> catalogue().tags()).stream().map(TagCount::toString).toList();
    }

    @Test
    default void tagsAreCounted() {
        assertThat(tags()).containsExactly("classic 4", "horror 2", "travel 1", "war 1");
    }

    @Test
    default void aNewTagIsCounted() {
        assertThat(tags()).contains("war 1");
        item("machine").update(new dev.morphia.UpdateOptions(), UpdateOperators.push("tags", "war"));
        assertThat(tags()).contains("war 2");
    }

    @Test
    default void itemsAreGroupedByKind() {
        List<Document> kinds = read(() -> datastore()
                .aggregate(Item.class)
                .group(group(id("_t")).field("copies", sum(field("copies"))).field("year", avg(field("year"))))
                .sort(sort().ascending("_id"))
                .execute(Document.class)
                .toList());
        assertThat(kinds).extracting(kind -> kind.get("_id")).containsExactly("Book", "Film");
        assertThat(kinds).extracting(kind -> kind.get("copies")).containsExactly(11, 2);
    }

    private List<String> joinedAuthors() {
        return read(() -> datastore()
                        .aggregate(Book.class)
                        .match(eq("_id", "manifesto"))
                        .lookup(lookup(Author.class)
                                .localField("authors")
                                .foreignField("_id")
                                .as("by"))
                        .execute(Document.class)
                        .next())
                .getList("by", Document.class)
                .stream()
                .map(author -> author.getString("name"))
                .toList();
    }

    @Test
    default void booksAreJoinedWithTheirAuthors() {
        assertThat(joinedAuthors()).containsExactlyInAnyOrder("Karl Marx", "Friedrich Engels");
    }

    @Test
    default void aJoinSeesChangesOfWhatItJoins() {
        assertThat(joinedAuthors()).hasSize(2);
        datastore().find(Author.class).filter(eq("_id", "marx")).delete();
        assertThat(joinedAuthors()).containsExactly("Friedrich Engels");
    }

    @Test
    default void severalQuestionsAreAnsweredAtOnce() {
        Document answers = read(() -> datastore()
                .aggregate(Item.class)
                .facet(facet().field("rooms", sortByCount(field("shelf.room")))
                        .field("modern", Match.match(gte("year", 1900)), sort().ascending("year")))
                .execute(Document.class)
                .next());
        assertThat(answers.getList("rooms", Document.class).get(0)).containsEntry("count", 3);
        assertThat(answers.getList("modern", Document.class))
                .extracting(item -> item.getString("title"))
                .containsExactly("Metropolis", "Bride of Frankenstein");
    }

    @Test
    default void whatIsComputedIsRead() {
        List<Document> pages = read(() -> datastore()
                .aggregate(Book.class)
                .match(eq("_id", "war"))
                .project(project().include("title").include("twice", sum(field("pages"), field("pages"))))
                .execute(Document.class)
                .toList());
        assertThat(pages.get(0)).containsEntry("twice", 574);
    }

    @Test
    default void aPipelineGivesEntities() {
        assertThat(read(() -> datastore()
                        .aggregate(Item.class)
                        .match(gte("year", 1900))
                        .sort(sort().ascending("year"))
                        .limit(1)
                        .execute(Item.class)
                        .next()))
                .isInstanceOf(Film.class)
                .extracting(Item::title)
                .isEqualTo("Metropolis");
    }

    @Test
    default void aRandomSampleIsNeverCached() {
        for (int times = 0; times < 2; times++) {
            assertThat(sent().during(() -> datastore()
                            .aggregate(Item.class)
                            .sample(3)
                            .execute(Document.class)
                            .toList()))
                    .containsExactly("aggregate");
        }
    }

    @Test
    default void whatAPipelineWritesIsSeenAtOnce() {
        assertThat(read(() -> datastore().find(Author.class).count())).isEqualTo(4);
        datastore()
                .aggregate(Book.class)
                .match(eq("_id", "war"))
                .project(project().include("name", value("ghost writer")).include("_t", value("Author")))
                .merge(Merge.into(Author.class));
        assertThat(read(() -> datastore().find(Author.class).count())).isEqualTo(5);
    }
}
