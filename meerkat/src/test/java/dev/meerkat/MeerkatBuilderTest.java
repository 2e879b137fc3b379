package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeerkatBuilderTest {

    @Test
    void oneMessageNamesAllThatIsMissing() {
        assertThatThrownBy(() -> Meerkat.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mongoUri is missing")
                .hasMessageContaining("staticAssetDb is missing")
                .hasMessageContaining("multiDb is missing");
    }

    @Test
    void oneMessageNamesAllThatIsBad() {
        assertThatThrownBy(() -> Meerkat.builder()
                        .mongoUri("http://localhost")
                        .staticAssetDb("admin")
                        .multiDb(false)
                        .redisUrl("localhost:6379")
                        .redisKeyPrefix("")
                        .defaultTtl(Duration.ZERO)
                        .maxStaleness(Duration.ofMillis(499))
                        .nearCacheBytes(0)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mongoUri can't be read")
                .hasMessageContaining("staticAssetDb can't be \"admin\"")
                .hasMessageContaining("redis://")
                .hasMessageContaining("redisKeyPrefix")
                .hasMessageContaining("defaultTtl must be at least 1 ms, not PT0S")
                .hasMessageContaining("maxStaleness must be at least 500 ms, not 499 ms")
                .hasMessageContaining("nearCacheBytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://ada:s3cret@localhost:99999999/?replicaSet=rs0",
                "mongodb://ada:s3c@ret@localhost/",
                "mongodb+srv://ada:s3cret@/",
                "mongodb://ada:s3cret:@local host/"
            })
    void passwordsInABadUriAreHidden(String uri) {
        assertThatThrownBy(() -> Meerkat.builder()
                        .mongoUri(uri)
                        .staticAssetDb("metadata")
                        .multiDb(false)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<hidden>")
                .hasMessageNotContaining("s3c")
                .hasNoCause();
    }

    @Test
    void theBuildersTextHidesCredentials() {
        String text = Meerkat.builder()
                .mongoUri(
                        "mongodb://ada:s3cret@db.example:27017/?replicaSet=rs0&tlsCertificateKeyFilePassword=t0psecret")
                .redisUrl("rediss://cache:p4ss@redis.example:6380/0")
                .toString();

        assertThat(text)
                .contains("mongodb://<hidden>@db.example:27017", "rediss://<hidden>@redis.example:6380")
                .doesNotContain("ada", "s3cret", "t0psecret", "p4ss");
    }
}
