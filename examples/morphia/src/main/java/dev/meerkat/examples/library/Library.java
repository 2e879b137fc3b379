package dev.meerkat.examples.library;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import dev.morphia.Datastore;
import dev.morphia.Morphia;

/**
 * The application's parts, put together.
 *
 * @param datastore of a client that is wrapped: what is read through it is cached
 * @param catalogue heeds its annotations besides
 * @param lending on the same datastore
 */
public record Library(Datastore datastore, Catalogue catalogue, Lending lending) {

    /** A library on this client, cached by this Meerkat, which works with the same client. */
    public static Library open(MongoClient client, Meerkat meerkat) {
        Datastore datastore = Morphia.createDatastore(meerkat.wrap(client)); // without a cache: createDatastore(client)
        Catalogue catalogue = meerkat.wrap(Catalogue.class, wrapped -> new Catalogue(Morphia.createDatastore(wrapped)));
        return new Library(datastore, catalogue, new Lending(datastore));
    }
}
