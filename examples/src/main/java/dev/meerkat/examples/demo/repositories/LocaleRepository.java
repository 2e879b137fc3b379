package dev.meerkat.examples.demo.repositories;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Locales with their calendars and patterns: deep documents, whose {@code _id} is the language tag. Thread-safe. */
public class LocaleRepository {

    /** The collection's name. */
    public static final String COLLECTION = "locales";

    private final MongoCollection<Document> locales;

    /** Over the collection in this database. */
    public LocaleRepository(MongoDatabase database) {
        this.locales = database.getCollection(COLLECTION);
    }

    /** The locale with this language tag. */
    public Optional<Document> byTag(String tag) {
        return Optional.ofNullable(locales.find(eq("_id", tag)).first());
    }

    /** A language's locales. */
    public List<Document> byLanguage(String language) {
        return locales.find(eq("language", language)).into(new ArrayList<>());
    }

    /** All tags. */
    public List<String> tags() {
        return locales.distinct("_id", String.class).into(new ArrayList<>());
    }

    /** Sets a locale's number, and who did so. */
    public void setNumber(String tag, int n, String changedBy) {
        locales.updateOne(eq("_id", tag), combine(set("n", n), set("changedBy", changedBy)));
    }
}
