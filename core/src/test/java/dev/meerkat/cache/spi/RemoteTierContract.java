package dev.meerkat.cache.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RemoteTier} that works does. A put may take effect later, so the tests wait for it.
 */
public abstract class RemoteTierContract {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** The tier under test, empty and at work. */
    protected abstract RemoteTier tier();

    @Test
    void aKeyNeverPutIsAMiss() {
        assertThat(tier().get(bytes("nothing"))).isNull();
    }

    @Test
    void whatWasPutIsFound() {
        tier().put(bytes("key"), bytes("value"), LONG);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("key"))).isEqualTo(bytes("value")));
    }

    @Test
    void theLaterPutReplacesTheEarlier() {
        tier().put(bytes("key"), bytes("first"), LONG);
        tier().put(bytes("key"), bytes("second"), LONG);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("key"))).isEqualTo(bytes("second")));
    }

    @Test
    void keysAreComparedAsBytes() {
        byte[] one = {0, 1, (byte) 0xff};
        byte[] other = {0, 1, (byte) 0xfe};
        tier().put(one, bytes("one"), LONG);
        tier().put(other, bytes("other"), LONG);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(tier().get(one)).isEqualTo(bytes("one"));
            assertThat(tier().get(other)).isEqualTo(bytes("other"));
        });
        assertThat(tier().get(new byte[] {0, 1})).isNull();
    }

    @Test
    void anyBytesMayBeAValue() {
        byte[] value = new byte[300_000];
        new Random(1).nextBytes(value);
        tier().put(bytes("large"), value, LONG);
        tier().put(bytes("empty"), new byte[0], LONG);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(tier().get(bytes("large"))).isEqualTo(value);
            assertThat(tier().get(bytes("empty"))).isEqualTo(new byte[0]);
        });
    }

    @Test
    void aValueEndsWithItsLifetime() {
        tier().put(bytes("short"), bytes("value"), Duration.ofMillis(300));
        tier().put(bytes("long"), bytes("value"), LONG);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("long"))).isNotNull());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("short"))).isNull());
        assertThat(tier().get(bytes("long"))).isNotNull();
    }

    @Test
    void aLifetimeBelowTheTiersResolutionIsNoError() {
        tier().put(bytes("blink"), bytes("value"), Duration.ofNanos(1));
        tier().put(bytes("after"), bytes("value"), LONG);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("after"))).isNotNull());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("blink"))).isNull());
    }

    @Test
    void ofSeveralWhoFindNothingOneLeavesItsValueAndTheOthersFindThat() {
        assertThat(tier().getOrPut(bytes("key"), bytes("first"), LONG)).isNull();

        assertThat(tier().getOrPut(bytes("key"), bytes("second"), LONG)).isEqualTo(bytes("first"));
        assertThat(tier().get(bytes("key"))).isEqualTo(bytes("first"));
    }

    @Test
    void ofManyThreadsThatFindNothingOneLeavesItsValue() {
        List<byte[]> found = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> Optional.ofNullable(tier().getOrPut(bytes("key"), bytes("mark"), LONG)))
                .flatMap(Optional::stream)
                .toList();

        assertThat(found).hasSize(7).allSatisfy(value -> assertThat(value).isEqualTo(bytes("mark")));
    }

    @Test
    void whatWasLeftEndsWithItsLifetime() {
        tier().getOrPut(bytes("key"), bytes("first"), Duration.ofMillis(300));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().getOrPut(bytes("key"), bytes("second"), LONG))
                        .isNull());
        assertThat(tier().get(bytes("key"))).isEqualTo(bytes("second"));
    }

    @Test
    void aPutReplacesWhatWasLeft() {
        tier().getOrPut(bytes("key"), bytes("mark"), LONG);
        tier().put(bytes("key"), bytes("value"), LONG);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("key"))).isEqualTo(bytes("value")));
    }

    @Test
    void whoSwapsGetsWhatWasThere() {
        assertThat(tier().swap(bytes("key"), bytes("first"), LONG)).isNull();
        assertThat(tier().swap(bytes("key"), bytes("second"), LONG)).isEqualTo(bytes("first"));
        assertThat(tier().get(bytes("key"))).isEqualTo(bytes("second"));
    }

    @Test
    void onlyTheExpectedValueIsReplaced() {
        tier().swap(bytes("key"), bytes("mark"), LONG);
        tier().swap(bytes("other"), bytes("value"), LONG);
        tier().replace(bytes("other"), bytes("mark"), bytes("given up"), LONG);
        tier().replace(bytes("absent"), bytes("mark"), bytes("given up"), LONG);
        tier().replace(bytes("key"), bytes("mark"), bytes("given up"), LONG);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("key"))).isEqualTo(bytes("given up")));
        tier().put(bytes("last"), bytes("value"), LONG);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(tier().get(bytes("last"))).isNotNull());
        assertThat(tier().get(bytes("other"))).isEqualTo(bytes("value"));
        assertThat(tier().get(bytes("absent"))).isNull();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
