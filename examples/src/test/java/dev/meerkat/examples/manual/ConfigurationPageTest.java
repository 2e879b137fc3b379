package dev.meerkat.examples.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CachedCollection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationPageTest extends ManualTest {

    private static final Page PAGE = Page.named("configuration");

    @TempDir
    private Path folder;

    @Test
    void theCodeSaysAll() throws Exception {
        String mongoUri = shop.mongo.uri();
        String redisUrl = shop.redis.url();
        // tag::code[]
        Meerkat meerkat = Meerkat.builder()
                .mongoUri(mongoUri) // or .mongoClient(yours)
                .redisUrl(redisUrl) // or .redis(yours), or neither
                .staticAssetDb("cache-metadata")
                .multiDb(true)
                .maxStaleness(Duration.ofSeconds(2))
                .collection("users", users -> users.ttl(Duration.ofHours(1)).nearCacheBytes(8 << 20))
                .collection("shop.carts", carts -> carts.off())
                .build();
        // end::code[]
        try (Meerkat itself = Shop.serving(meerkat)) {
            usersAreCachedAndCartsAreNot(itself);
        }
    }

    @Test
    void aFileSaysTheSame() throws Exception {
        Path file = Files.writeString(
                folder.resolve("meerkat.yaml"),
                PAGE.block("yaml")
                        .replace("mongodb://localhost:27017/?replicaSet=rs0", shop.mongo.uri())
                        .replace("redis://localhost:6379", shop.redis.url()));
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

    @Test
    void theTablesListEverySettingAndItsDefault() throws ReflectiveOperationException {
        assertThat(PAGE.firstColumn("setting")).isEqualTo(listed("OF_PROCESS", "name"));
        assertThat(PAGE.column("setting", 2)).isEqualTo(listed("OF_PROCESS", "variable"));
        assertThat(PAGE.column("setting", 3)).isEqualTo(listed("OF_PROCESS", "otherwise"));
        assertThat(PAGE.firstColumn("of a collection")).isEqualTo(listed("OF_COLLECTION", "name"));
    }

    /** What the code lists, which is nobody's to see but a test's; what is empty is left out. */
    private static List<String> listed(String list, String property) throws ReflectiveOperationException {
        Field field = Class.forName("dev.meerkat.Settings").getDeclaredField(list);
        field.setAccessible(true);
        List<String> values = new ArrayList<>();
        for (Object setting : (List<?>) field.get(null)) {
            Method getter = setting.getClass().getDeclaredMethod(property);
            getter.setAccessible(true);
            values.add((String) getter.invoke(setting));
        }
        values.removeIf(String::isEmpty);
        return values;
    }
}
