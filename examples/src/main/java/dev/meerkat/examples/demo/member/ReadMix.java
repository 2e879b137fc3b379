package dev.meerkat.examples.demo.member;

import dev.meerkat.examples.demo.data.CldrData;
import dev.meerkat.examples.demo.repositories.TermId;
import java.util.List;
import java.util.Random;

/**
 * The reads under load, drawn by lot: most by id, few documents much more often than others, a tenth of a percent each of
 * the costly ones. For one thread.
 */
final class ReadMix {

    private final WrappedRepositories repositories;
    private final List<String> audited;
    private final Random lots;
    private final List<String> languages = CldrData.languages();
    private final List<String> countries = CldrData.countryCodes();
    private final List<String> tags;
    private int cold;

    ReadMix(WrappedRepositories repositories, MemberSettings settings) {
        this.repositories = repositories;
        this.audited = settings.audited();
        this.lots = new Random(settings.number());
        this.tags = repositories.locales().tags();
    }

    /** A read, to be run once. Returns what it read. */
    interface Read {
        List<?> run();
    }

    Read next() {
        int lot = lots.nextInt(1000);
        if (lot < 350) {
            return localeById(any(audited));
        } else if (lot < 750) {
            return localeById(favourite(tags));
        } else if (lot < 970) {
            return termById(favourite(languages), favourite(countries));
        } else if (lot < 980) {
            return currency();
        } else if (lot < 990) {
            return uncached(any(tags));
        } else if (lot < 996) {
            return termsByLanguage(favourite(languages));
        } else {
            return localesByLanguage(favourite(languages));
        }
    }

    /** A read by id that no other process is likely to have made: a miss. */
    Read cold() {
        cold += 7;
        return termById(
                languages.get(cold / countries.size() % languages.size()), countries.get(cold % countries.size()));
    }

    private Read localeById(String tag) {
        return () -> repositories.locales().byTag(tag).stream().toList();
    }

    private Read uncached(String tag) {
        return () -> repositories.uncachedLocales().byTag(tag).stream().toList();
    }

    private Read termById(String language, String country) {
        return () -> repositories.terms().byId(new TermId(language, "country", country)).stream()
                .toList();
    }

    private Read currency() {
        String code = lots.nextBoolean() ? "EUR" : "CHF";
        return () -> repositories.currencies().byCode(code).stream().toList();
    }

    private Read termsByLanguage(String language) {
        return () -> repositories.terms().languagesIn(language, 20);
    }

    private Read localesByLanguage(String language) {
        return () -> repositories.locales().byLanguage(language);
    }

    private <T> T any(List<T> list) {
        return list.get(lots.nextInt(list.size()));
    }

    /** The first of the list much more often than the last. */
    private <T> T favourite(List<T> list) {
        return list.get((int) (list.size() * Math.pow(lots.nextDouble(), 4)));
    }
}
