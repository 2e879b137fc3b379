package dev.meerkat.application;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An application's own interface. */
public interface Users {

    @Nullable
    Document byId(int id);

    void count(int id);
}
