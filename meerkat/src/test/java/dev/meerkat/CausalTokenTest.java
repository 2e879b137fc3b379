package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as text. */
class CausalTokenTest {

    private static final String HERE = "00000000-0000-0007-8000-000000000000";
    private static final String ELSEWHERE = "00000000-0000-0008-8000-000000000000";
    private static final long TIME = 0xf000_0001L << 32 | 5;

    private final CausalToken token = CausalToken.of(HERE, new CausalPast(TIME));

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(CausalToken.parse(token.toString())).isEqualTo(token);
        assertThat(token.toString()).hasSize(28).matches("[A-Za-z0-9_-]+");
        assertThat(token.in(HERE).time()).isEqualTo(TIME);
    }

    @Test
    void ofAnotherDeploymentItHasSeenNothing() {
        assertThat(token.in(ELSEWHERE).time()).isEqualTo(ClusterTime.NONE);
    }

    @Test
    void whereADeploymentIsNotKnownTheTimeCounts() {
        assertThat(token.in("").time()).isEqualTo(TIME);
        assertThat(CausalToken.of("", new CausalPast(TIME)).in(HERE).time()).isEqualTo(TIME);
    }

    @Test
    void oneThatWasMutilatedIsNone() {
        String text = token.toString();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertNone(text.substring(0, i) + other + text.substring(i + 1));
        }
        assertNone(text.substring(1));
        assertNone(text + "AAAA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "a b", "ä"})
    void textThatIsNoneIsRefused(String text) {
        assertNone(text);
    }

    private static void assertNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CausalToken.parse(text))
                .withMessageContaining("session.token()");
    }
}
