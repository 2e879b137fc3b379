package dev.meerkat.examples.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CachedCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationPageTest extends ManualTest {

    private static final Page PAGE = Page.named("configuration");

    @TempDir
    private Path folder;

    @Test
    void aFileSaysAll() throws Exception {
        Path file = Files.writeString(
                folder.resolve("meerkat.yaml"),
                PAGE.block("yaml")
                        .replace("mongodb://localhost:27017/?replicaSet=rs0", shop.mongo.uri())
                        .replace("redis://localhost:6379", shop.redis.url())
                        .replace("httpEndpoint: 8081", "httpEndpoint: 0"));
        // tag::file[]
        Meerkat meerkat = Meerkat.builder().configuration(file).environment().build();
        // end::file[]
        try (Meerkat itself = Shop.serving(meerkat)) {
            usersAreCachedAndCartsAreNot(itself);
        }
    }

    private static void usersAreCachedAndCartsAreNot(Meerkat meerkat) throws Exception {
        CachedCollection<User> users = meerkat.wrap(users(mongoClient, "shop"));
        MongoCollection<User> carts =
                meerkat.wrap(mongoClient.getDatabase("shop").getCollection("carts", User.class));
        carts.countDocuments();
        isCached(meerkat, () -> users.findById(1));
        isNotCached(() -> carts.find(Filters.eq(1)).first());
    }

    @Test
    void aFaultyFileIsRefusedAndAllFaultsAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("meerkat.yaml"), "maxStalenes: 2s\nmultiDb: perhaps\n");
        assertThatThrownBy(() -> Meerkat.builder().configuration(file).build()).satisfies(refusal -> {
            for (String line : PAGE.block("text").lines().toList()) {
                assertThat(refusal).hasMessageContaining(line);
            }
        });
    }
}
