package dev.meerkat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The update description of every kind of update: what changed, by the paths that a real server names. */
@Timeout(60)
class UpdateDescriptionTest extends StreamFixture {

    private UpdateDescription describe(String document, String filter, String update, UpdateOptions options) {
        users.insertOne(Document.parse(document).append("_id", 1));
        try (var stream = open(users.watch())) {
            users.updateOne(Document.parse(filter), Document.parse(update), options);
            return stream.next().getUpdateDescription();
        }
    }

    private static void assertTells(UpdateDescription description, String updated, List<String> removed) {
        assertThat(description.getUpdatedFields()).isEqualTo(BsonDocument.parse(updated));
        assertThat(description.getRemovedFields()).isEqualTo(removed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{a: 1}; {$set: {a: 2}}; {a: 2}",
                "{a: 1}; {$set: {a: 1, b: 2}}; {b: 2}",
                "{a: 1}; {$set: {a: null}}; {a: null}",
                "{o: {x: 1, y: 1}}; {$set: {o: {x: 1, y: 2}}}; {o: {x: 1, y: 2}}",
                "{o: {x: 1}}; {$set: {'o.n.m': 2}}; {'o.n.m': 2}",
                "{}; {$set: {'o.n': 2}}; {'o.n': 2}",
                "{l: [1, 2]}; {$set: {l: [1, 3]}}; {l: [1, 3]}",
                "{l: [1, 2]}; {$set: {'l.1': 3}}; {'l.1': 3}",
                "{l: [{a: 1}]}; {$set: {'l.0.a': 3}}; {'l.0.a': 3}",
                "{a: 1}; {$inc: {a: 2}}; {a: 3}",
                "{}; {$inc: {'o.a': 2}}; {'o.a': 2}",
                "{a: 3}; {$mul: {a: 2}}; {a: 6}",
                "{a: 3, b: 3}; {$min: {a: 2, b: 4}}; {a: 2}",
                "{a: 3, b: 3}; {$max: {a: 2, b: 4}}; {b: 4}",
                "{a: 1}; {$set: {a: 2}, $setOnInsert: {b: 1}}; {a: 2}",
                "{l: [1]}; {$push: {l: 2}}; {'l.1': 2}",
                "{l: []}; {$push: {l: 2}}; {'l.0': 2}",
                "{}; {$push: {l: 2}}; {l: [2]}",
                "{l: [1]}; {$push: {l: {$each: [2, 3]}}}; {'l.1': 2, 'l.2': 3}",
                "{l: [1]}; {$push: {l: {$each: [2], $position: 0}}}; {l: [2, 1]}",
                "{l: [3]}; {$push: {l: {$each: [2], $sort: 1}}}; {l: [2, 3]}",
                "{l: [1, 2]}; {$push: {l: {$each: [3], $slice: -2}}}; {l: [2, 3]}",
                "{l: [1]}; {$addToSet: {l: 2}}; {l: [1, 2]}",
                "{l: [1, 2]}; {$pop: {l: 1}}; {l: [1]}",
                "{l: [1, 2]}; {$pop: {l: -1}}; {l: [2]}",
                "{l: [1, 2, 1]}; {$pull: {l: 1}}; {l: [2]}",
                "{l: [1, 2, 3]}; {$pullAll: {l: [1, 3]}}; {l: [2]}"
            })
    void operatorsAreToldByTheirPaths(String document, String update, String updated) {
        assertTells(describe(document, "{}", update, new UpdateOptions()), updated, List.of());
    }

    @Test
    void removedFieldsAreNamed() {
        assertTells(
                describe("{a: 1, o: {x: 1, y: 1}}", "{}", "{$unset: {a: 1, 'o.x': 1, none: 1}}", new UpdateOptions()),
                "{}",
                List.of("a", "o.x"));
    }

    @Test
    void aRenameRemovesAndSets() {
        assertTells(describe("{a: 1}", "{}", "{$rename: {a: 'b'}}", new UpdateOptions()), "{b: 1}", List.of("a"));
    }

    @Test
    void aPositionalUpdateNamesTheElement() {
        assertTells(
                describe("{l: [{a: 1}, {a: 2}]}", "{'l.a': 2}", "{$set: {'l.$.b': 3}}", new UpdateOptions()),
                "{'l.1.b': 3}",
                List.of());
    }

    @Test
    void anArrayFilterNamesOneElementAndOfSeveralTheArray() {
        UpdateOptions big = new UpdateOptions().arrayFilters(List.of(Document.parse("{e: {$gt: 1}}")));
        assertTells(describe("{l: [1, 2]}", "{}", "{$set: {'l.$[e]': 9}}", big), "{'l.1': 9}", List.of());
        users.deleteMany(new Document());
        assertTells(describe("{l: [1, 2, 3]}", "{}", "{$set: {'l.$[e]': 9}}", big), "{l: [1, 9, 9]}", List.of());
        users.deleteMany(new Document());
        assertTells(
                describe("{l: [1, 2]}", "{}", "{$inc: {'l.$[]': 1}}", new UpdateOptions()), "{l: [2, 3]}", List.of());
    }

    @Test
    void aPipelineAndAReplacementAreToldWhole() {
        users.insertOne(new Document("_id", 1).append("a", 1));
        try (var stream = open(users.watch())) {
            users.updateOne(new Document(), List.of(Document.parse("{$set: {a: 2}}")));
            users.replaceOne(new Document(), Document.parse("{b: 2}"));

            var events = take(stream, 2);
            assertThat(events)
                    .allMatch(event -> event.getOperationType() == OperationType.REPLACE)
                    .allMatch(event -> event.getUpdateDescription() == null);
            assertThat(events.get(0).getFullDocument()).isEqualTo(Document.parse("{_id: 1, a: 2}"));
            assertThat(events.get(1).getFullDocument()).isEqualTo(Document.parse("{_id: 1, b: 2}"));
        }
    }
}
