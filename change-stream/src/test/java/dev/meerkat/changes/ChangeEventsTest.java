package dev.meerkat.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.cache.ChangedFields;
import dev.meerkat.cache.Invalidation;
import dev.meerkat.cache.Namespace;
import dev.meerkat.cache.Tags;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeEventsTest {

    private static final BsonTimestamp TIME = new BsonTimestamp(1790000000, 3);
    private static final long T = TIME.getValue();
    private static final Namespace USERS = new Namespace("shop", "users");
    private static final String USERS_NS = "ns: {db: 'shop', coll: 'users'}";

    private final ChangeEvents events = new ChangeEvents(new MetadataNames("metadata"));

    @Test
    void anUpdateTellsItsFields() {
        String fields = ", updated: ['a.b', 'c'], removed: ['d'], truncated: ['e.0']";

        Invalidation.Documents told =
                (Invalidation.Documents) only(event("update", USERS_NS + ", documentKey: {_id: 7}" + fields));
        assertThat(told.fields()).isEqualTo(ChangedFields.of(USERS, List.of("a", "c", "d", "e")));
        assertThat(((Invalidation.Documents) only(event("replace", USERS_NS + ", documentKey: {_id: 7}" + fields)))
                        .fields())
                .isEqualTo(ChangedFields.ANY);
        assertThat(((Invalidation.Documents) only(event("update", USERS_NS + ", documentKey: {_id: 7}"))).fields())
                .isEqualTo(ChangedFields.ANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "update", "replace", "delete"})
    void aChangeToADocumentRaisesItsTagInItsNamespace(String type) {
        Invalidation raised = only(event(type, USERS_NS + ", documentKey: {_id: 7}"));

        assertThat(raised).isInstanceOfSatisfying(Invalidation.Documents.class, documents -> {
            assertThat(documents.time()).isEqualTo(T);
            assertThat(documents.namespace()).isEqualTo(USERS);
            assertThat(documents.documents()).containsExactly(Tags.document(USERS, new BsonInt32(7)));
        });
    }

    @Test
    void shardKeysBesideTheIdChangeNothing() {
        Invalidation.Documents raised =
                (Invalidation.Documents) only(event("update", USERS_NS + ", documentKey: {region: 'eu', _id: 7}"));

        assertThat(raised.documents()).containsExactly(Tags.document(USERS, new BsonInt32(7)));
    }

    @Test
    void aChangeWithoutADocumentKeyRaisesTheWholeNamespace() {
        assertThat(only(event("update", USERS_NS))).isEqualTo(new Invalidation.WholeNamespace(T, USERS));
    }

    @Test
    void aDropRaisesTheWholeNamespace() {
        assertThat(only(event("drop", USERS_NS))).isEqualTo(new Invalidation.WholeNamespace(T, USERS));
    }

    @Test
    void aRenameRaisesBothNames() {
        assertThat(events.invalidations(event("rename", USERS_NS + ", to: {db: 'shop', coll: 'people'}")))
                .containsExactly(
                        new Invalidation.WholeNamespace(T, USERS),
                        new Invalidation.WholeNamespace(T, new Namespace("shop", "people")));
    }

    @Test
    void aDroppedDatabaseRaisesAllOfIt() {
        assertThat(only(event("dropDatabase", "ns: {db: 'shop'}")))
                .isEqualTo(new Invalidation.WholeDatabase(T, "shop"));
    }

    @Test
    void anUnknownTypeRaisesItsNamespaceOrEverything() {
        assertThat(only(event("refineCollectionShardKey", USERS_NS)))
                .isEqualTo(new Invalidation.WholeNamespace(T, USERS));
        assertThat(only(event("somethingNew", "x: 1"))).isEqualTo(new Invalidation.Everything(T));
    }

    @Test
    void newIndexesRaiseNothing() {
        assertThat(events.invalidations(event("createIndexes", USERS_NS))).isEmpty();
    }

    @Test
    void meerkatsOwnDocumentsRaiseNothing() {
        assertThat(events.invalidations(
                        event("update", "ns: {db: 'metadata', coll: 'meerkat.leases'}, documentKey: {_id: 'watcher'}")))
                .isEmpty();
    }

    @Test
    void otherCollectionsOfTheSameDatabaseAreOrdinary() {
        assertThat(events.invalidations(
                        event("update", "ns: {db: 'metadata', coll: 'tenants'}, documentKey: {_id: 'watcher'}")))
                .hasSize(1);
    }

    @Test
    void marksRaiseWhatTheyOrder() {
        assertThat(mark(InvalidationMarks.everything())).isEqualTo(new Invalidation.Everything(T));
        assertThat(mark(InvalidationMarks.collection(USERS))).isEqualTo(new Invalidation.WholeNamespace(T, USERS));
        assertThat(((Invalidation.Documents) mark(InvalidationMarks.document(USERS, new BsonInt32(7)))).documents())
                .containsExactly(Tags.document(USERS, new BsonInt32(7)));
    }

    @Test
    void aMarkThatTheServerForgetsOrdersNothing() {
        BsonDocument event = event("delete", "ns: {db: 'metadata', coll: 'meerkat.invalidations'}")
                .append("documentKey", new BsonDocument("_id", InvalidationMarks.everything()));

        assertThat(events.invalidations(event)).isEmpty();
    }

    @Test
    void aMarkOfAnotherDatabaseIsAnOrdinaryDocument() {
        BsonDocument event = event("insert", "ns: {db: 'shop', coll: 'meerkat.invalidations'}")
                .append("documentKey", new BsonDocument("_id", InvalidationMarks.everything()));

        assertThat(only(event)).isInstanceOf(Invalidation.Documents.class);
    }

    private Invalidation mark(BsonDocument mark) {
        return only(event("update", "ns: {db: 'metadata', coll: 'meerkat.invalidations'}")
                .append("documentKey", new BsonDocument("_id", mark)));
    }

    private Invalidation only(BsonDocument event) {
        List<Invalidation> raised = events.invalidations(event);
        assertThat(raised).hasSize(1);
        return raised.get(0);
    }

    private static BsonDocument event(String type, String rest) {
        return BsonDocument.parse("{operationType: '" + type + "', " + rest + "}")
                .append("clusterTime", TIME);
    }
}
