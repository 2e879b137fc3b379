package dev.meerkat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

final class RedisUrlTest {

    @Test
    void aHostAloneIsEnough() {
        assertThat(RedisUrl.parse("redis://localhost"))
                .isEqualTo(new RedisUrl(new HostAndPort("localhost", 6379), null, null, 0, false));
        assertThat(RedisUrl.parse("redis://localhost/")).isEqualTo(RedisUrl.parse("redis://localhost"));
    }

    @Test
    void everyPartIsRead() {
        assertThat(RedisUrl.parse("rediss://ann:s3cret@redis.example.org:6380/15"))
                .isEqualTo(new RedisUrl(new HostAndPort("redis.example.org", 6380), "ann", "s3cret", 15, true));
    }

    @Test
    void aPasswordMayStandAlone() {
        assertThat(RedisUrl.parse("redis://:s3cret@localhost"))
                .isEqualTo(new RedisUrl(new HostAndPort("localhost", 6379), null, "s3cret", 0, false));
    }

    @Test
    void userAndPasswordAreDecoded() {
        RedisUrl url = RedisUrl.parse("redis://a%3Ab:p%40s%2Fs%3A+%25%C3%A9@localhost");

        assertThat(url.user()).isEqualTo("a:b");
        assertThat(url.password()).isEqualTo("p@s/s:+%é");
    }

    @Test
    void whatIsNotAmbiguousNeedNotBeEncoded() {
        assertThat(RedisUrl.parse("redis://ann:p@s:s@localhost").password()).isEqualTo("p@s:s");
    }

    @Test
    void underscoresAndAddressesAreHosts() {
        assertThat(RedisUrl.parse("redis://my_redis:1").address()).isEqualTo(new HostAndPort("my_redis", 1));
        assertThat(RedisUrl.parse("redis://[::1]:7000/2").address()).isEqualTo(new HostAndPort("::1", 7000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "localhost:6379",
                "http://ann:s3cret@localhost",
                "redis://ann:s3cret@",
                "redis://ann:s3cret@host:port",
                "redis://ann:s3cret@host:0",
                "redis://ann:s3cret@host:65536",
                "redis://ann:s3cret@host/zero",
                "redis://ann:s3cret@host/1/2",
                "redis://ann:s3cret@host?protocol=3",
                "redis://ann:s3cret@my host",
                "redis://ann:s3cret%zz@host",
                "redis://s3cret@host",
                "redis:ann:s3cret@host",
                "rediss://ann:s3cret@[::1"
            })
    void aBadUrlIsRefusedWithoutItsSecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisOptions.of(url, "app", "e1"))
                .withMessageStartingWith("redisUrl ")
                .withMessageNotContaining("s3cret")
                .withNoCause();
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(RedisUrl.parse("rediss://ann:s3cret@localhost:1/2")).hasToString("rediss://<hidden>@localhost:1/2");
        assertThat(RedisOptions.of("redis://:s3cret@localhost", "app", "e1"))
                .hasToString("redis://<hidden>@localhost:6379/0, keys app:e1:*");
    }

    @Test
    void namesAreCheckedBecauseTheyBecomePatterns() {
        for (String bad : new String[] {"", "a*", "a b", "a\n", "x".repeat(101)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedisOptions.of("redis://localhost", bad, "e1"))
                    .withMessageStartingWith("keyPrefix must be");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedisOptions.of("redis://localhost", "app", bad))
                    .withMessageStartingWith("epoch must be");
        }
    }
}
