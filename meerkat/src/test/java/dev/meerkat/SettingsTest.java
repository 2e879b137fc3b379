package dev.meerkat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void everySettingIsAMethodOfTheBuilder() {
        assertThat(methods(MeerkatBuilder.class))
                .containsAll(Settings.OF_PROCESS.stream().map(Setting::name).toList());
        assertThat(methods(CollectionBuilder.class))
                .containsExactlyInAnyOrderElementsOf(
                        Settings.OF_COLLECTION.stream().map(Setting::name).toList());
    }

    private static List<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .distinct()
                .toList();
    }

    @Test
    void everyDefaultIsAGoodValue() {
        assertThat(Settings.OF_PROCESS)
                .allSatisfy(setting -> assertThat(faultOfDefault(setting)).isNull());
        assertThat(Settings.OF_COLLECTION)
                .allSatisfy(setting -> assertThat(faultOfDefault(setting)).isNull());
    }

    private static <T> @Nullable String faultOfDefault(Setting<T> setting) {
        T value = setting.defaultValue();
        return value == null ? null : setting.check().fault(value);
    }

    @Test
    void theVariableIsTheNameInCapitals() {
        assertThat(Settings.MAX_STALENESS.variable()).isEqualTo("MEERKAT_MAX_STALENESS");
        assertThat(Settings.ENABLED.variable()).isEqualTo("MEERKAT_ENABLED");
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "64MB, 64000000",
        "1 MiB, 1048576",
        "2kb, 2000",
        "2 KiB, 2048",
        "3GB, 3000000000",
        "1gib, 1073741824",
        "10B, 10",
        "' 7 ', 7"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1", "1.5MB", "64 megs", "9999999999GiB", "1e6"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> ByteText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no size");
    }

    @Test
    void aResultHasLessThanTwoGibibytes() {
        assertThatThrownBy(() -> ByteText.parseInt("2GiB")).hasMessageContaining("too much");
    }

    @Test
    void addressesAreReadAsPeopleWriteThem() {
        assertThat(Texts.address("8081")).contains(Texts.loopback(8081));
        assertThat(Texts.address("8081").orElseThrow().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(Texts.address("0.0.0.0:80")).contains(new InetSocketAddress("0.0.0.0", 80));
        assertThat(Texts.address("[::1]:80")).contains(new InetSocketAddress("::1", 80));
        assertThat(Texts.address("OFF")).isEmpty();
        assertThatThrownBy(() -> Texts.address("65536")).hasMessageContaining("is no port");
        assertThatThrownBy(() -> Texts.address("localhost")).hasMessageContaining("is no port");
    }
}
