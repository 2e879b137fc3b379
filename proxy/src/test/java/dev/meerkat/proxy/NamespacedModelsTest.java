package dev.meerkat.proxy;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoNamespace;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCluster;
import com.mongodb.client.model.bulk.ClientBulkWriteOptions;
import com.mongodb.client.model.bulk.ClientNamespacedWriteModel;
import dev.meerkat.cache.Invalidation.Everything;
import dev.meerkat.cache.Invalidation.WholeNamespace;
import dev.meerkat.cache.Namespace;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What a client's own bulk of writes changes. The embedded server has no such command: it is asked for its refusal only. */
class NamespacedModelsTest {

    private static final MongoNamespace A = new MongoNamespace("one.things");
    private static final MongoNamespace B = new MongoNamespace("two.things.nested");

    private static final List<ClientNamespacedWriteModel> EVERY_KIND = List.of(
            ClientNamespacedWriteModel.insertOne(A, new Document()),
            ClientNamespacedWriteModel.updateOne(A, eq(1), set("n", 1)),
            ClientNamespacedWriteModel.updateMany(A, eq(1), set("n", 1)),
            ClientNamespacedWriteModel.replaceOne(A, eq(1), new Document()),
            ClientNamespacedWriteModel.deleteOne(A, eq(1)),
            ClientNamespacedWriteModel.deleteMany(B, eq(1)));

    @Test
    void everyModelsNamespaceIsRaisedOnce() {
        assertThat(NamespacedModels.effect(EVERY_KIND).at(7))
                .containsExactly(
                        new WholeNamespace(7, new Namespace("one", "things")),
                        new WholeNamespace(7, new Namespace("two", "things.nested")));
    }

    @Test
    void everyKindOfTheDriversModelsIsHere() {
        assertThat(EVERY_KIND.stream().map(model -> model.getClass().getSimpleName()))
                .hasSameSizeAs(Arrays.stream(ClientNamespacedWriteModel.class.getMethods())
                        .map(Method::getName)
                        .distinct()
                        .toList());
    }

    @Test
    void aModelWhoseNamespaceCantBeSeenRaisesEverything() {
        ClientNamespacedWriteModel hidden = new ClientNamespacedWriteModel() {};
        assertThat(NamespacedModels.effect(List.of(EVERY_KIND.get(0), hidden)).at(7))
                .containsExactly(new Everything(7));
    }

    @Test
    void aBulkWithinACallForADatabaseMustNameThatOne() {
        List<ClientNamespacedWriteModel> one = EVERY_KIND.subList(0, 5);
        NamespacedModels.requireWithin(EVERY_KIND, null);
        NamespacedModels.requireWithin(EVERY_KIND, CallOptions.NONE.uncached());
        NamespacedModels.requireWithin(one, CallOptions.NONE.in("one"));
        assertThatThrownBy(() -> NamespacedModels.requireWithin(EVERY_KIND, CallOptions.NONE.in("one")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two.things.nested");
    }

    @Test
    void theErrorIsTheDriversOwnAndNothingIsSent() {
        try (OpenCache open = new OpenCache();
                ClientSession session = open.client.startSession()) {
            List<String> errors = new ArrayList<>();
            for (MongoCluster client : List.of(open.client, open.proxies.wrap(open.client))) {
                ClientBulkWriteOptions options = ClientBulkWriteOptions.clientBulkWriteOptions();
                errors.add(List.of(
                                catchThrowable(() -> client.bulkWrite(EVERY_KIND)),
                                catchThrowable(() -> client.bulkWrite(EVERY_KIND, options)),
                                catchThrowable(() -> client.bulkWrite(session, EVERY_KIND)),
                                catchThrowable(() -> client.bulkWrite(session, EVERY_KIND, options)),
                                catchThrowable(() -> client.bulkWrite(List.of())),
                                catchThrowable(() -> client.bulkWrite(null)),
                                catchThrowable(() -> client.bulkWrite((ClientSession) null, EVERY_KIND)))
                        .toString());
            }
            assertThat(errors.get(1)).isEqualTo(errors.get(0));
            assertThat(open.commands.names()).doesNotContain("insert");
        }
    }
}
