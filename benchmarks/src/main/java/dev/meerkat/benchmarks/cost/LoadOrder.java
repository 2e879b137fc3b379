package dev.meerkat.benchmarks.cost;

import dev.meerkat.faults.child.Lines;
import java.nio.file.Path;
import org.bson.Document;

/**
 * What an instance does while it is checked. Immutable.
 *
 * @param histories the folder for what it did
 * @param documents how many users it reads, from the first on
 * @param readsPerSecond of this instance
 * @param writesPerSecond of this instance; with 0 it writes nothing
 * @param instances how many there are: of {@code documents}, each writes its own share
 */
record LoadOrder(Path histories, int documents, int readsPerSecond, int writesPerSecond, int instances) {

    static LoadOrder of(Document order) {
        return new LoadOrder(
                Path.of(order.getString("histories")),
                (int) Lines.number(order, "documents"),
                (int) Lines.number(order, "readsPerSecond"),
                (int) Lines.number(order, "writesPerSecond"),
                (int) Lines.number(order, "instances"));
    }

    Document toDocument() {
        return new Document("histories", histories.toString())
                .append("documents", documents)
                .append("readsPerSecond", readsPerSecond)
                .append("writesPerSecond", writesPerSecond)
                .append("instances", instances);
    }
}
