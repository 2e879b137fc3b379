package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** Strings compare byte by byte here. A command that needs another comparison is refused, not answered wrongly. */
final class Collations {

    private Collations() {}

    /** Throws unless the command compares strings byte by byte. */
    static void check(Arguments command, @Nullable EmbeddedCollection collection) {
        Document collation = command.optionalDocument("collation");
        if (collation != null && !collation.isEmpty()) {
            if (!"simple".equals(collation.get("locale"))) {
                throw CommandException.notSupported("The collation " + collation + " was refused");
            }
        } else if (collection != null && collection.settings().hasCollation()) {
            throw CommandException.notSupported("The default collation of " + collection.namespace()
                    + " was refused; the collation {locale: 'simple'} can be asked for");
        }
    }
}
