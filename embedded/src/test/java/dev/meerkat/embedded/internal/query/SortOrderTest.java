package dev.meerkat.embedded.internal.query;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortOrderTest {

    private static List<Object> sorted(String order, String... documents) {
        List<Document> all = new ArrayList<>();
        for (int i = documents.length - 1; i >= 0; i--) {
            all.add(Documents.parse(documents[i]).append("_id", i));
        }
        Collections.sort(all, SortOrder.of(Documents.parse(order)));
        return all.stream().map(document -> document.get("_id")).toList();
    }

    @Test
    void typesHaveTheirRanks() {
        assertThat(sorted(
                        "{v: 1}",
                        "{v: {$minKey: 1}}",
                        "{v: []}",
                        "{v: null}",
                        "{v: NaN}",
                        "{v: -Infinity}",
                        "{v: {$numberDecimal: '-1E400'}}",
                        "{v: 1.5}",
                        "{v: {$numberLong: '2'}}",
                        "{v: ''}",
                        "{v: {}}",
                        "{v: [[]]}",
                        "{v: {$binary: {base64: 'AA==', subType: '00'}}}",
                        "{v: {$oid: '000000000000000000000001'}}",
                        "{v: false}",
                        "{v: {$date: 0}}",
                        "{v: {$timestamp: {t: 1, i: 1}}}",
                        "{v: {$regularExpression: {pattern: 'x', options: ''}}}",
                        "{v: {$code: 'x'}}",
                        "{v: {$maxKey: 1}}"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    }

    @Test
    void documentsCompareByTypeThenNameThenValue() {
        assertThat(sorted("{v: 1}", "{v: {}}", "{v: {z: 1}}", "{v: {a: 'x'}}", "{v: {a: 'x', b: 1}}", "{v: {b: 'x'}}"))
                .containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void anArrayCountsAsItsLeastOrItsGreatestElement() {
        assertThat(sorted("{v: 1}", "{v: [1, 9]}", "{v: 2}", "{v: [3]}")).containsExactly(0, 1, 2);
        assertThat(sorted("{v: -1}", "{v: [1, 9]}", "{v: [3]}", "{v: 2}")).containsExactly(0, 1, 2);
    }

    @Test
    void aPathGoesThroughArraysAndLaterKeysDecideTies() {
        assertThat(sorted(
                        "{'a.b': 1, c: -1}", "{c: 5}", "{a: [1]}", "{a: [{b: 4}, {b: 2}], c: 2}", "{a: {b: 2}, c: 1}"))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void noSpecificationIsNoOrder() {
        assertThat(SortOrder.of(null)).isNull();
        assertThat(SortOrder.of(new Document())).isNull();
        assertThat(SortOrder.of(new Document("$natural", -1))).isNull();
    }

    @Test
    void differentValuesComeInTheirOrder() {
        List<Document> documents = List.of(
                Documents.parse("{v: [3, 1]}"),
                Documents.parse("{v: 1.0}"),
                Documents.parse("{w: 1}"),
                Documents.parse("{v: null}"),
                Documents.parse("{v: []}"));
        assertThat(DistinctValues.of("v", documents)).hasSize(3).containsExactly(null, 1, 3);
    }
}
