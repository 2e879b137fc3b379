package dev.meerkat.embedded;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AggregationTest extends MongoFixture {

    private MongoCollection<Document> orders;

    @BeforeEach
    void fill() {
        orders = shop.getCollection("orders");
        users.insertMany(documents(
                "{_id: 1, name: 'ada', boss: null}",
                "{_id: 2, name: 'bob', boss: 1}",
                "{_id: 3, name: 'cy', boss: 2}"));
        orders.insertMany(documents(
                "{_id: 10, user: 1, sum: 5}", "{_id: 11, user: 1, sum: 7}", "{_id: 12, user: 2, sum: 1, o: {a: 1}}"));
    }

    private static List<Document> documents(String... json) {
        return Arrays.stream(json).map(Document::parse).toList();
    }

    private static List<Document> run(MongoCollection<Document> collection, String... stages) {
        return collection.aggregate(documents(stages)).into(new ArrayList<>());
    }

    @Test
    void groupingSortingAndCounting() {
        assertThat(run(orders, "{$group: {_id: '$user', n: {$sum: 1}, sum: {$sum: '$sum'}}}", "{$sort: {_id: 1}}"))
                .isEqualTo(documents("{_id: 1, n: 2, sum: 12}", "{_id: 2, n: 1, sum: 1}"));
        assertThat(run(orders, "{$match: {sum: {$gt: 1}}}", "{$count: 'n'}")).isEqualTo(documents("{n: 2}"));
    }

    @Test
    void lookupByFieldByPipelineAndByBoth() {
        assertThat(run(
                        users,
                        "{$match: {_id: 1}}",
                        "{$lookup: {from: 'orders', localField: '_id', foreignField: 'user', as: 'o'}}",
                        "{$project: {n: {$size: '$o'}}}"))
                .isEqualTo(documents("{_id: 1, n: 2}"));
        assertThat(run(
                        users,
                        "{$match: {_id: 1}}",
                        "{$lookup: {from: 'orders', let: {u: '$_id'}, pipeline: ["
                                + "{$match: {$expr: {$eq: ['$user', '$$u']}}}, {$sort: {sum: -1}}, {$limit: 1},"
                                + "{$project: {sum: 1}}], as: 'o'}}",
                        "{$project: {o: 1}}"))
                .isEqualTo(documents("{_id: 1, o: [{_id: 11, sum: 7}]}"));
        assertThat(run(
                        users,
                        "{$match: {_id: 1}}",
                        "{$lookup: {from: 'orders', localField: '_id', foreignField: 'user',"
                                + " pipeline: [{$match: {sum: 5}}], as: 'o'}}",
                        "{$project: {'o._id': 1}}"))
                .isEqualTo(documents("{_id: 1, o: [{_id: 10}]}"));
        assertThat(run(
                        users,
                        "{$match: {_id: 1}}",
                        "{$lookup: {from: 'missing', localField: '_id', foreignField: 'x', as: 'o'}}",
                        "{$project: {o: 1}}"))
                .isEqualTo(documents("{_id: 1, o: []}"));
    }

    @Test
    void unionFacetAndLookupNest() {
        assertThat(run(
                        users,
                        "{$project: {_id: 1}}",
                        "{$unionWith: {coll: 'orders', pipeline: [{$match: {user: 2}}, {$project: {_id: 1}}]}}"))
                .isEqualTo(documents("{_id: 1}", "{_id: 2}", "{_id: 3}", "{_id: 12}"));
        assertThat(run(
                        users,
                        "{$facet: {"
                                + "all: [{$unionWith: 'orders'}, {$count: 'n'}],"
                                + "joined: [{$match: {_id: 2}},"
                                + "  {$lookup: {from: 'orders', localField: '_id', foreignField: 'user', as: 'o'}},"
                                + "  {$project: {o: '$o._id'}}]}}"))
                .isEqualTo(documents("{all: [{n: 6}], joined: [{_id: 2, o: [12]}]}"));
        assertThat(run(shop.getCollection("missing"), "{$unionWith: 'users'}")).hasSize(3);
    }

    @Test
    void graphLookupEndsAtCycles() {
        users.updateOne(eq("_id", 1), Document.parse("{$set: {boss: 3}}"));

        assertThat(run(
                        users,
                        "{$match: {_id: 3}}",
                        "{$graphLookup: {from: 'users', startWith: '$boss', connectFromField: 'boss',"
                                + " connectToField: '_id', as: 'chain', depthField: 'depth'}}",
                        "{$project: {ids: '$chain._id', depths: '$chain.depth'}}"))
                .isEqualTo(List.of(
                        new Document("_id", 3).append("ids", List.of(2, 1, 3)).append("depths", List.of(0L, 1L, 2L))));
    }

    @Test
    void anAggregationNeverChangesWhatIsStored() {
        List<Document> before = orders.find().into(new ArrayList<>());
        run(orders, "{$addFields: {o: {b: 2}, 'o.c': 3}}", "{$unset: 'o.a'}", "{$set: {x: 1}}");
        run(
                users,
                "{$lookup: {from: 'orders', localField: '_id', foreignField: 'user', as: 'j'}}",
                "{$unset: 'j.o'}",
                "{$set: {'j.z': 1}}");
        run(
                users,
                "{$graphLookup: {from: 'orders', startWith: '$_id', connectFromField: 'none',"
                        + " connectToField: 'user', as: 'g', depthField: 'd'}}");

        assertThat(orders.find().into(new ArrayList<>())).isEqualTo(before);
    }

    @Test
    void outReplacesAndKeepsIndexes() {
        MongoCollection<Document> copies = shop.getCollection("copies");
        copies.insertOne(new Document("_id", 99));
        copies.createIndex(new Document("user", 1));

        run(orders, "{$match: {user: 1}}", "{$out: 'copies'}");

        assertThat(copies.find().into(new ArrayList<>()))
                .extracting(d -> d.get("_id"))
                .containsExactly(10, 11);
        assertThat(copies.listIndexes().into(new ArrayList<>())).hasSize(2);
        copies.updateOne(eq("_id", 10), Document.parse("{$set: {sum: 0}}"));
        assertThat(orders.find(eq("_id", 10)).first()).containsEntry("sum", 5);
    }

    @Test
    void mergeInItsModes() {
        shop.getCollection("m").insertMany(documents("{_id: 10, keep: 1, sum: 0}"));

        run(orders, "{$match: {_id: {$in: [10, 11]}}}", "{$merge: {into: 'm'}}");
        assertThat(shop.getCollection("m").find().into(new ArrayList<>()))
                .isEqualTo(documents("{_id: 10, keep: 1, sum: 5, user: 1}", "{_id: 11, user: 1, sum: 7}"));
        run(orders, "{$merge: {into: 'm', whenMatched: 'replace', whenNotMatched: 'discard'}}");
        assertThat(shop.getCollection("m").find(eq("_id", 10)).first())
                .isEqualTo(Document.parse("{_id: 10, user: 1, sum: 5}"));
        run(
                orders,
                "{$match: {_id: 10}}",
                "{$merge: {into: 'm', whenMatched: [{$set: {sum: {$add: ['$sum', '$$new.sum']}}}]}}");
        assertThat(shop.getCollection("m").find(eq("_id", 10)).first()).containsEntry("sum", 10);
        assertThatThrownBy(() -> run(orders, "{$merge: {into: 'm', whenMatched: 'fail'}}"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(11000));
    }

    @Test
    void manyResultsComeInBatches() {
        List<Document> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(new Document("_id", i));
        }
        MongoCollection<Document> big = shop.getCollection("big");
        big.insertMany(many);

        assertThat(big.aggregate(documents("{$sort: {_id: -1}}")).batchSize(7).into(new ArrayList<>()))
                .hasSize(500);
    }

    @Test
    void nowIsOneMoment() {
        List<Document> found = run(users, "{$project: {a: '$$NOW', b: '$$NOW'}}");
        assertThat(found)
                .allSatisfy(d -> assertThat(d.get("a")).isEqualTo(d.get("b")).isNotNull());
    }

    @Test
    void anUnknownStageIsAnError() {
        assertThatThrownBy(() -> run(users, "{$nonsense: 1}"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(40324));
        assertThatThrownBy(() -> run(users, "{$out: 'x'}", "{$match: {}}"))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(40601));
    }
}
