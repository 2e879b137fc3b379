package dev.meerkat.examples.demo.claims;

import dev.meerkat.examples.demo.data.DataSet;
import dev.meerkat.examples.demo.stage.Stage;
import java.util.Locale;
import org.bson.Document;

/** There are ten thousand real documents. */
public final class RealDocuments implements Claim {

    private static final long LEAST = 10_000;

    private final Stage stage;
    private final DataSet data;

    /** Over what was loaded. */
    public RealDocuments(Stage stage, DataSet data) {
        this.stage = stage;
        this.data = data;
    }

    @Override
    public String title() {
        return "real documents";
    }

    @Override
    public Verdict check() {
        long stored = data.counts().keySet().stream()
                .mapToLong(name -> stage.database().getCollection(name).countDocuments())
                .sum();
        String text = String.format(
                Locale.ROOT,
                "%,d real documents in %d collections and %d scripts (CLDR data of JDK %d)",
                stored,
                data.counts().size(),
                data.scripts().size(),
                Runtime.version().feature());
        Document figures = new Document("documents", stored)
                .append("collections", new Document(data.counts()))
                .append("scripts", data.scripts().stream().sorted().toList());
        return Verdict.of(stored == data.total() && stored >= LEAST, text, figures);
    }
}
