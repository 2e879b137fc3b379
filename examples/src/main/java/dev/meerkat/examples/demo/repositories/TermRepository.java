package dev.meerkat.examples.demo.repositories;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;

/** Names of countries and languages in many languages: small documents, which become records. Thread-safe. */
public class TermRepository extends MongoRepository<Term, TermId> {

    /** The collection's name. */
    public static final String COLLECTION = "terms";

    /** Over the collection in this database. */
    public TermRepository(MongoDatabase database) {
        super(database, COLLECTION, Term.class);
    }

    /** Some names of languages in this language. */
    public List<Term> languagesIn(String language, int limit) {
        return collection()
                .find(and(eq("in", language), eq("kind", "language")))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** Changes a name; returns whether there is such a term. */
    public boolean rename(TermId id, String name) {
        return collection().updateOne(eq("_id", id), set("name", name)).getMatchedCount() > 0;
    }
}
