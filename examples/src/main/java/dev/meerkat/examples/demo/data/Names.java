package dev.meerkat.examples.demo.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The locales that the JDK has CLDR data for, and the languages chosen from them for the collection of terms. */
final class Names {

    private static final List<String> LATIN =
            List.of("en", "de", "es", "fr", "it", "nl", "pl", "pt", "sv", "tr", "vi", "sw");

    private Names() {}

    /** All locales with a language, by tag. */
    static Map<String, Locale> locales() {
        Map<String, Locale> locales = new TreeMap<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            if (!locale.getLanguage().isEmpty()) {
                locales.putIfAbsent(locale.toLanguageTag(), locale);
            }
        }
        return locales;
    }

    /** A dozen languages written in Latin letters and up to two for each other script. */
    static List<Locale> languages() {
        Map<String, List<Locale>> others = new TreeMap<>();
        for (Locale locale : locales().values()) {
            String script = script(locale.getDisplayLanguage(locale));
            if (locale.getCountry().isEmpty()
                    && locale.getScript().isEmpty()
                    && !script.equals("LATIN")
                    && !script.equals("COMMON")) {
                others.merge(
                        script,
                        List.of(locale),
                        (some, more) -> some.size() < 2 ? List.of(some.get(0), more.get(0)) : some);
            }
        }
        return Stream.concat(
                        LATIN.stream().map(Locale::forLanguageTag),
                        others.values().stream().flatMap(List::stream))
                .toList();
    }

    /** The script of a text's first letter, by its Unicode name; {@code COMMON} if it has no letter. */
    static String script(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(letter -> Character.UnicodeScript.of(letter).name())
                .findFirst()
                .orElse("COMMON");
    }

    static Locale country(String code) {
        return new Locale.Builder().setRegion(code).build();
    }

    static List<String> nonEmpty(String... values) {
        return Arrays.stream(values).filter(value -> !value.isEmpty()).toList();
    }
}
