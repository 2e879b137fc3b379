package dev.meerkat.examples.demo.member;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.meerkat.examples.demo.data.CldrData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The reads under load, drawn by lot: most by id, few documents much more often than others, a tenth of a percent each of
 * the costly ones. For one thread.
 */
final class ReadMix {

    private final WrappedData data;
    private final List<String> audited;
    private final Random lots;
    private final List<String> languages = CldrData.languages();
    private final List<String> countries = CldrData.countryCodes();
    private final List<String> tags;
    private int cold;

    ReadMix(WrappedData data, MemberSettings settings) {
        this.data = data;
        this.audited = settings.audited();
        this.lots = new Random(settings.number());
        this.tags = data.locales().distinct("_id", String.class).into(new ArrayList<>());
    }

    /** A read, to be run once. Returns the documents that it read. */
    interface Read {
        List<Document> run();
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
        return () -> optional(data.locales().find(eq("_id", tag)).first());
    }

    private Read uncached(String tag) {
        return () -> optional(data.locales().noCache().find(eq("_id", tag)).first());
    }

    private Read termById(String language, String country) {
        return () -> data.terms().findById(CldrData.termId(language, "country", country)).stream()
                .toList();
    }

    private Read currency() {
        return () -> optional(data.currencies()
                .find(eq("_id", lots.nextBoolean() ? "EUR" : "CHF"))
                .first());
    }

    private Read termsByLanguage(String language) {
        return () -> data.terms()
                .find(and(eq("in", language), eq("kind", "language")))
                .limit(20)
                .into(new ArrayList<>());
    }

    private Read localesByLanguage(String language) {
        return () -> data.locales().find(eq("language", language)).into(new ArrayList<>());
    }

    private static List<Document> optional(@Nullable Document document) {
        return document == null ? List.of() : List.of(document);
    }

    private <T> T any(List<T> list) {
        return list.get(lots.nextInt(list.size()));
    }

    /** The first of the list much more often than the last. */
    private <T> T favourite(List<T> list) {
        return list.get((int) (list.size() * Math.pow(lots.nextDouble(), 4)));
    }
}
