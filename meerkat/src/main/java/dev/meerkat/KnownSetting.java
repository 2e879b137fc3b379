package dev.meerkat;

/**
 * A setting, for those who offer the settings in another way: as properties of a framework, in a form. Immutable.
 *
 * @param name in camel case, as the key in a file: {@code maxStaleness}
 * @param variable the environment variable: {@code MEERKAT_MAX_STALENESS}
 * @param kind what its text has to be, in words: {@code duration}
 * @param otherwise the text of the default; empty where there is none
 * @param meaning in a sentence
 */
public record KnownSetting(String name, String variable, String kind, String otherwise, String meaning) {

    static KnownSetting of(Setting<?> setting) {
        return new KnownSetting(
                setting.name(), setting.variable(), setting.kind(), setting.otherwise(), setting.meaning());
    }
}
