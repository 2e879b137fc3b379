package dev.meerkat.examples.demo.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.examples.demo.repositories.TermId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class CldrDataTest {

    @Test
    void localesAreNestedAndNamedInManyScripts() {
        Map<Object, Document> locales =
                CldrData.locales().collect(Collectors.toMap(locale -> locale.get("_id"), locale -> locale));
        assertThat(locales).hasSizeGreaterThan(500);
        assertThat(locales.keySet()).containsExactlyInAnyOrderElementsOf(CldrData.localeTags());
        assertThat(locales.values().stream().map(locale -> locale.getString("script")))
                .contains("LATIN", "CYRILLIC", "DEVANAGARI", "HAN", "ARABIC", "KHMER");
        Document german = locales.get("de-AT");
        assertThat(german).isNotNull();
        assertThat(german.getEmbedded(List.of("name", "own"), String.class)).isEqualTo("Deutsch (Österreich)");
        assertThat(german.getEmbedded(List.of("calendar", "firstDay"), String.class))
                .isEqualTo("MON");
        assertThat(german.get("calendar", Document.class).getList("months", Document.class))
                .hasSize(12);
    }

    @Test
    void termsHaveOneIdEachAndMakeMoreThanTenThousand() {
        List<Document> terms = CldrData.terms().toList();
        assertThat(terms).hasSizeGreaterThan(10_000);
        assertThat(terms.stream().map(term -> term.get("_id"))).doesNotHaveDuplicates();
        assertThat(terms).anySatisfy(term -> {
            assertThat(term).containsEntry("_id", new TermId("fr", "country", "DE").toDocument());
            assertThat(term).containsEntry("name", "Allemagne");
        });
    }

    @Test
    void currenciesAreNamedInManyLanguages() {
        assertThat(CldrData.currencies()).hasSizeGreaterThan(150).anySatisfy(currency -> {
            assertThat(currency).containsEntry("_id", "JPY").containsEntry("digits", 0);
            assertThat(currency.getEmbedded(List.of("names", "ja", "name"), String.class))
                    .isEqualTo("日本円");
        });
    }
}
