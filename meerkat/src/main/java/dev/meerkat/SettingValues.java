package dev.meerkat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of settings, each of its setting's type. Not thread-safe. */
final class SettingValues {

    private final Map<Setting<?>, Object> values = new LinkedHashMap<>();

    /** Sets; null takes back what was set. */
    <T> SettingValues put(Setting<T> setting, @Nullable T value) {
        if (value == null) {
            values.remove(setting);
        } else {
            values.put(setting, value);
        }
        return this;
    }

    /** What was set, or null. */
    @SuppressWarnings("unchecked") // put lets in nothing else
    <T> @Nullable T said(Setting<T> setting) {
        return (T) values.get(setting);
    }

    /** What was set, or the default. */
    <T> T get(Setting<T> setting) {
        T said = said(setting);
        return said == null ? Objects.requireNonNull(setting.defaultValue(), setting.name()) : said;
    }

    /** These, and where they don't say, the other's. */
    SettingValues over(SettingValues weaker) {
        SettingValues both = new SettingValues();
        both.values.putAll(weaker.values);
        both.values.putAll(values);
        return both;
    }

    /** Gives the consumer what is wrong with each value: the setting's name and the fault. */
    void check(BiConsumer<String, String> faults) {
        values.keySet().forEach(setting -> check(setting, faults));
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().name() + "="
                        + Secrets.hide(entry.getValue().toString()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private <T> void check(Setting<T> setting, BiConsumer<String, String> faults) {
        String fault = setting.check().fault(Objects.requireNonNull(said(setting)));
        if (fault != null) {
            faults.accept(setting.name(), fault);
        }
    }
}
