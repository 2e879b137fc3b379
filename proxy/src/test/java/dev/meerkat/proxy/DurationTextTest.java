package dev.meerkat.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "10m, PT10M",
        "90s, PT90S",
        "1h30m, PT1H30M",
        "250ms, PT0.25S",
        "2d, P2D",
        "1d2h3m4s5ms, P1DT2H3M4.005S",
        "5m250ms, PT5M0.25S",
        "1 h 30 m, PT1H30M",
        "' 10M ', PT10M",
        "0s, PT0S",
        "PT10M, PT10M",
        "pt1.5s, PT1.5S",
        "P2D, P2D"
    })
    void durationsAreReadAsPeopleWriteThem(String text, String iso) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "10", "m", "10x", "30m1h", "10m10m", "-10m", "1.5h", "PT", "PT-5M", "10 minutes", "tenm"
            })
    void whatIsNoDurationIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\" is no duration")
                .hasMessageContaining("1h30m");
    }

    @Test
    void whatIsLongerThanADurationCanBeIsRefused() {
        assertThatThrownBy(() -> DurationText.parse("999999999999999999d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no duration");
    }
}
