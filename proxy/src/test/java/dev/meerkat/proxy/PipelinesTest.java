package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.Namespace;
import java.util.List;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pipeline reads and writes. */
class PipelinesTest {

    private static final Namespace START = new Namespace("db", "start");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | db.start",
                "[{$match: {n: 1}}, {$group: {_id: '$n'}}, {$sort: {_id: 1}}] | db.start",
                "[{$lookup: {from: 'a', as: 'x'}}] | db.start db.a",
                "[{$lookup: {from: 'a', as: 'x', pipeline: [{$lookup: {from: 'b', as: 'y'}}]}}] | db.start db.a db.b",
                "[{$lookup: {from: {db: 'other', coll: 'a'}, as: 'x'}}] | db.start other.a",
                "[{$graphLookup: {from: 'a', as: 'x'}}] | db.start db.a",
                "[{$unionWith: 'a'}] | db.start db.a",
                "[{$unionWith: {coll: 'a', pipeline: [{$unionWith: 'b'}]}}] | db.start db.a db.b",
                "[{$unionWith: {db: 'other', coll: 'a'}}] | db.start other.a",
                "[{$facet: {p: [{$lookup: {from: 'a', as: 'x'}}], q: [{$unionWith: 'b'}]}}] | db.start db.a db.b",
                "[{$lookup: {from: 'start', as: 'x'}}] | db.start"
            })
    void everyNamespaceReadIsFound(String pipeline, String namespaces) {
        assertThat(Objects.requireNonNull(Pipelines.namespaces(START, BsonArray.parse(pipeline))))
                .extracting(Namespace::fullName)
                .containsExactlyInAnyOrder(namespaces.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{$sample: {size: 1}}]",
                "[{$out: 'a'}]",
                "[{$merge: 'a'}]",
                "[{$collStats: {}}]",
                "[{$indexStats: {}}]",
                "[{$search: {}}]",
                "[{$vectorSearch: {}}]",
                "[{$currentOp: {}}]",
                "[{$changeStream: {}}]",
                "[{$documents: []}]",
                "[{$comingNextYear: {}}]",
                "[{$match: {}, $sort: {}}]",
                "[{}]",
                "[1]",
                "[{$lookup: {as: 'x', pipeline: []}}]",
                "[{$lookup: {from: 1, as: 'x'}}]",
                "[{$lookup: {from: 'a', as: 'x', pipeline: [{$sample: {size: 1}}]}}]",
                "[{$lookup: {from: 'a', as: 'x', pipeline: 'text'}}]",
                "[{$unionWith: {pipeline: [{$documents: []}]}}]",
                "[{$facet: {p: [{$sample: {size: 1}}]}}]",
                "[{$facet: 1}]"
            })
    void whateverElseIsNeverCached(String pipeline) {
        assertThat(Pipelines.namespaces(START, BsonArray.parse(pipeline))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{$out: 'a'} | db.a",
                "{$out: {db: 'other', coll: 'a'}} | other.a",
                "{$merge: 'a'} | db.a",
                "{$merge: {into: 'a', on: '_id'}} | db.a",
                "{$merge: {into: {db: 'other', coll: 'a'}}} | other.a"
            })
    void theTargetOfAWriteIsFound(String stage, String target) {
        BsonDocument last = BsonDocument.parse(stage);
        assertThat(Pipelines.writes(last)).isTrue();
        assertThat(Objects.requireNonNull(Pipelines.target(START.database(), last))
                        .fullName())
                .isEqualTo(target);
    }

    @Test
    void aTargetThatCannotBeReadIsUnknown() {
        assertThat(Pipelines.target(START.database(), BsonDocument.parse("{$out: 1}")))
                .isNull();
        assertThat(Pipelines.target(START.database(), BsonDocument.parse("{$merge: {into: 7}}")))
                .isNull();
        assertThat(Pipelines.writes(BsonDocument.parse("{$match: {a: '$out'}}")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{filter: {$where: 'true'}}",
                "{filter: {$text: {$search: 'a'}}}",
                "{filter: {$expr: {$lt: ['$at', '$$NOW']}}}",
                "{filter: {$or: [{a: 1}, {$expr: {$lt: [{$rand: {}}, 1]}}]}}",
                "{projection: {x: {$meta: 'textScore'}}}",
                "{projection: {x: '$$NOW.a'}}",
                "{sort: {$natural: -1}}",
                "{pipeline: [{$match: {$sampleRate: 0.5}}]}",
                "{pipeline: [{$set: {x: {$function: {}}}}]}",
                "{pipeline: [{$group: {_id: 1, x: {$accumulator: {}}}}]}",
                "{pipeline: [{$set: {x: '$$CLUSTER_TIME'}}]}",
                "{pipeline: [{$redact: {$cond: ['$$USER_ROLES', 1, 2]}}]}",
                "{let: {now: '$$NOW'}}"
            })
    void whatDependsOnMoreThanDocumentsIsNeverCached(String query) {
        assertThat(Determinism.holds(BsonDocument.parse(query))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{filter: {}}",
                "{filter: {a: 'now', b: '$NOW', c: '$$NOWHERE', d: '$$ROOT.x'}}",
                "{filter: {a: {$in: [1, 2]}, b: {$regex: '^a'}}}",
                "{pipeline: [{$set: {x: '$$ROOT'}}]}"
            })
    void otherQueriesDependOnDocumentsOnly(String query) {
        assertThat(Determinism.holds(BsonDocument.parse(query))).isTrue();
    }

    @Test
    void theListOfNamespacesIsNotToBeChanged() {
        List<Namespace> namespaces = Pipelines.namespaces(START, new BsonArray());
        assertThat(namespaces).isUnmodifiable();
    }
}
