package dev.meerkat.examples.demo.data;

import dev.meerkat.examples.demo.repositories.TermId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * Documents made of the Unicode Common Locale Data Repository as the JDK carries it (module {@code jdk.localedata}): names,
 * calendars, number patterns of all locales, in every script. Stateless; documents are made when a stream is consumed.
 */
public final class CldrData {

    private CldrData() {}

    /** One for each of the JDK's locales. */
    public static Stream<Document> locales() {
        return Names.locales().entrySet().stream().map(locale -> LocaleDocument.of(locale.getKey(), locale.getValue()));
    }

    /** One for each of the JDK's currencies. */
    public static Stream<Document> currencies() {
        List<Locale> languages = Names.languages();
        return Currency.getAvailableCurrencies().stream()
                .sorted(Comparator.comparing(Currency::getCurrencyCode))
                .map(currency -> currency(currency, languages));
    }

    private static Document currency(Currency currency, List<Locale> languages) {
        Document names = new Document();
        for (Locale language : languages) {
            names.append(
                    language.toLanguageTag(),
                    new Document("name", currency.getDisplayName(language))
                            .append("symbol", currency.getSymbol(language)));
        }
        return new Document("_id", currency.getCurrencyCode())
                .append("number", currency.getNumericCode())
                .append("digits", currency.getDefaultFractionDigits())
                .append("names", names);
    }

    /** Names of countries and languages in the {@linkplain #languages chosen languages}. */
    public static Stream<Document> terms() {
        return Names.languages().stream().flatMap(in -> Stream.concat(countries(in), languages(in)));
    }

    private static Stream<Document> countries(Locale in) {
        return countryCodes().stream()
                .map(code -> term(in, "country", code, Names.country(code).getDisplayCountry(in)));
    }

    private static Stream<Document> languages(Locale in) {
        return Arrays.stream(Locale.getISOLanguages())
                .map(code ->
                        term(in, "language", code, Locale.forLanguageTag(code).getDisplayLanguage(in)));
    }

    private static Document term(Locale in, String kind, String code, String name) {
        return new Document("_id", new TermId(in.toLanguageTag(), kind, code).toDocument())
                .append("in", in.toLanguageTag())
                .append("kind", kind)
                .append("name", name)
                .append("script", Names.script(name));
    }

    /** Tags of all locales, sorted: the {@code _id}s of locales. */
    public static List<String> localeTags() {
        return List.copyOf(Names.locales().keySet());
    }

    /** Tags of the languages that terms are in: a dozen in Latin letters, up to two for each other script. */
    public static List<String> languages() {
        return Names.languages().stream().map(Locale::toLanguageTag).toList();
    }

    /** Codes of the countries that terms name. */
    public static List<String> countryCodes() {
        return List.of(Locale.getISOCountries());
    }
}
