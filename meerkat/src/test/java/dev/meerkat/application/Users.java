package dev.meerkat.application;

import org.bson.Document;

/** An application's own interface. */
public interface Users {

    Document byId(int id);

    void count(int id);
}
