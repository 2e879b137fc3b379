package dev.meerkat.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meerkat.redis.RedisUrl.Kind;
import dev.meerkat.redis.RedisUrl.Login;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

final class RedisUrlTest {

    @Test
    void aHostAloneIsEnough() {
        assertThat(RedisUrl.parse("redis://localhost"))
                .isEqualTo(RedisUrl.single(new HostAndPort("localhost", 6379), null, 0, false));
        assertThat(RedisUrl.parse("redis://localhost/")).isEqualTo(RedisUrl.parse("redis://localhost"));
    }

    @Test
    void everyPartIsRead() {
        assertThat(RedisUrl.parse("rediss://ann:s3cret@redis.example.org:6380/15"))
                .isEqualTo(RedisUrl.single(
                        new HostAndPort("redis.example.org", 6380), new Login("ann", "s3cret"), 15, true));
    }

    @Test
    void aPasswordMayStandAlone() {
        assertThat(RedisUrl.parse("redis://:s3cret@localhost"))
                .isEqualTo(RedisUrl.single(new HostAndPort("localhost", 6379), new Login(null, "s3cret"), 0, false));
    }

    @Test
    void sentinelsTellTheMastersNameAndHaveALoginOfTheirOwn() {
        assertThat(RedisUrl.parse("redis-sentinel://one,[::1]:26380/my-master"))
                .isEqualTo(new RedisUrl(
                        Kind.SENTINEL,
                        List.of(new HostAndPort("one", 26379), new HostAndPort("::1", 26380)),
                        "my-master",
                        null,
                        null,
                        0,
                        false));
        assertThat(RedisUrl.parse(
                        "rediss-sentinel://ann:s3cret@one:1/m?db=7&sentinelPassword=s@%26cret&sentinelUser=bob"))
                .isEqualTo(new RedisUrl(
                        Kind.SENTINEL,
                        List.of(new HostAndPort("one", 1)),
                        "m",
                        new Login("ann", "s3cret"),
                        new Login("bob", "s@&cret"),
                        7,
                        true));
        assertThat(RedisUrl.parse("redis-sentinel://one/m?sentinelPassword=x@y").login())
                .isNull();
    }

    @Test
    void aClusterHasNodes() {
        assertThat(RedisUrl.parse("redis-cluster://one,two:7001"))
                .isEqualTo(new RedisUrl(
                        Kind.CLUSTER,
                        List.of(new HostAndPort("one", 6379), new HostAndPort("two", 7001)),
                        null,
                        null,
                        null,
                        0,
                        false));
        assertThat(RedisUrl.parse("rediss-cluster://ann:s3cret@one/0"))
                .isEqualTo(new RedisUrl(
                        Kind.CLUSTER,
                        List.of(new HostAndPort("one", 6379)),
                        null,
                        new Login("ann", "s3cret"),
                        null,
                        0,
                        true));
    }

    @Test
    void userAndPasswordAreDecoded() {
        assertThat(RedisUrl.parse("redis://a%3Ab:p%40s%2Fs%3A+%25%C3%A9@localhost")
                        .login())
                .isEqualTo(new Login("a:b", "p@s/s:+%é"));
    }

    @Test
    void whatIsNotAmbiguousNeedNotBeEncoded() {
        assertThat(RedisUrl.parse("redis://ann:p@s:s@localhost").login()).isEqualTo(new Login("ann", "p@s:s"));
    }

    @Test
    void underscoresAndAddressesAreHosts() {
        assertThat(RedisUrl.parse("redis://my_redis:1").addresses()).containsExactly(new HostAndPort("my_redis", 1));
        assertThat(RedisUrl.parse("redis://[::1]:7000/2").addresses()).containsExactly(new HostAndPort("::1", 7000));
        assertThat(RedisUrl.parse("redis://[::1]").addresses()).containsExactly(new HostAndPort("::1", 6379));
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
                "rediss://ann:s3cret@[::1",
                "redis://ann:s3cret@one,two",
                "redis-sentinel://ann:s3cret@one,two",
                "redis-sentinel://ann:s3cret@one,two/",
                "redis-sentinel://ann:s3cret@one,/m",
                "redis-sentinel://ann:s3cret@one:0/m",
                "redis-sentinel://s3cret@one/m",
                "redis-sentinel://one/m?password=s3cret",
                "redis-sentinel://one/m?sentinelPassword=a&s3cret",
                "redis-sentinel://one/m?sentinelPassword=%zs3cret",
                "redis-sentinel://one/m?sentinelPassword=s3cret&sentinelPassword=s3cret",
                "redis-sentinel://one/m?sentinelUser=s3cret",
                "redis-sentinel://one/m?db=s3cret",
                "redis-sentinel://one/m?sentinelPassword=a@s3cret&db=x",
                "redis-cluster://ann:s3cret@one,two/1",
                "redis-cluster://ann:s3cret@one?db=0",
                "redis-cluster://ann:s3cret@",
                "redis+cluster://ann:s3cret@one"
            })
    void aBadUrlIsRefusedWithoutItsSecret(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisOptions.of(url, "app", "e1"))
                .withMessageStartingWith("redisUrl ")
                .withMessageNotContaining("s3cret")
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://, redis://[[user]:password@]host",
        "redis-sentinel://one, host[:port]/master-name",
        "rediss-sentinel:/, host[:port]/master-name",
        "redis-cluster://one/1, database 0 only"
    })
    void aBadUrlIsToldTheFormOfItsKind(String url, String form) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisOptions.of(url, "app", "e1"))
                .withMessageContaining(form);
    }

    @Test
    void theSecretsOfSentinelsAndClustersAreNotPrinted() {
        assertThat(RedisUrl.parse("redis-sentinel://ann:s3cret@one,two:1/m?sentinelPassword=s3cret"))
                .hasToString("redis-sentinel://<hidden>@one:26379,two:1/m?db=0&sentinelPassword=<hidden>");
        assertThat(RedisUrl.parse("rediss-cluster://ann:s3cret@one,two:1"))
                .hasToString("rediss-cluster://<hidden>@one:6379,two:1");
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
