package dev.meerkat.examples.demo.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.examples.demo.data.CldrData;
import dev.meerkat.junit.WithMongo;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As they are, without a cache, over real documents. */
@WithMongo
class RepositoriesTest {

    private static final TermId GERMANY = new TermId("ar", "country", "DE");

    private static MongoClient client;
    private static MongoDatabase database;

    @BeforeAll
    static void insertDocuments(MongoClient ofTheServer, MongoDatabase empty) {
        client = ofTheServer;
        database = empty;
        database.getCollection(LocaleRepository.COLLECTION)
                .insertMany(CldrData.locales().limit(100).toList());
        database.getCollection(TermRepository.COLLECTION)
                .insertMany(CldrData.terms()
                        .filter(term -> term.getString("in").equals("ar"))
                        .toList());
        database.getCollection(MongoCurrencyRepository.COLLECTION)
                .insertMany(CldrData.currencies().toList());
    }

    @Test
    void localesAreFoundByTagAndByLanguage() {
        LocaleRepository locales = new LocaleRepository(database);
        assertThat(locales.byTag("ar-EG"))
                .hasValueSatisfying(
                        egypt -> assertThat(egypt.get("dates", Document.class)).isNotEmpty());
        assertThat(locales.byTag("xx")).isEmpty();
        assertThat(locales.byLanguage("ar"))
                .hasSizeGreaterThan(10)
                .allSatisfy(locale -> assertThat(locale.getString("_id")).startsWith("ar"));
        assertThat(locales.tags()).hasSize(100).contains("ar-EG");
    }

    @Test
    void aLocalesNumberIsSet() {
        LocaleRepository locales = new LocaleRepository(database);
        locales.setNumber("ar-SY", 7, "a test");
        assertThat(locales.byTag("ar-SY"))
                .hasValueSatisfying(
                        syria -> assertThat(syria).containsEntry("n", 7).containsEntry("changedBy", "a test"));
    }

    @Test
    void termsAreRecordsWhoseIdsAreRecords() {
        TermRepository terms = new TermRepository(database);
        assertThat(terms.byId(GERMANY)).contains(new Term(GERMANY, "ألمانيا", "ARABIC"));
        assertThat(terms.languagesIn("ar", 20))
                .hasSize(20)
                .allSatisfy(term -> assertThat(term.id().kind()).isEqualTo("language"));
        assertThat(terms.languagesIn("xx", 20)).isEmpty();
    }

    @Test
    void aTermIsRenamedIfThereIsOne() {
        TermRepository terms = new TermRepository(database);
        TermId france = new TermId("ar", "country", "FR");
        assertThat(terms.rename(france, "Gallia")).isTrue();
        assertThat(terms.byId(france).map(Term::name)).contains("Gallia");
        assertThat(terms.rename(new TermId("ar", "country", "XX"), "Atlantis")).isFalse();
    }

    @Test
    void currenciesHaveNamesInManyLanguages() {
        CurrencyRepository currencies = new MongoCurrencyRepository(client, database.getName());
        assertThat(currencies.byCode("CHF")).hasValueSatisfying(franc -> {
            assertThat(franc.digits()).isEqualTo(2);
            assertThat(franc.names()).containsEntry("en", new Currency.Name("Swiss Franc", "CHF"));
        });
        assertThat(currencies.byCode("XXXX")).isEmpty();
    }

    @Test
    void anIdBecomesTheStoredDocumentAndBack() {
        assertThat(TermId.of(GERMANY.toDocument())).isEqualTo(GERMANY);
    }
}
