package dev.meerkat.embedded.internal.query;

import de.bwaldvogel.mongo.bson.Document;
import dev.meerkat.embedded.internal.BsonAccess;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Documents from JSON, as the server reads them from the wire. */
final class Documents {

    private Documents() {}

    static Document parse(String json) {
        return of(BsonDocument.parse(json));
    }

    static Document of(BsonDocument document) {
        return BsonAccess.read(new RawBsonDocument(document, new BsonDocumentCodec())
                .getByteBuffer()
                .asNIO());
    }
}
