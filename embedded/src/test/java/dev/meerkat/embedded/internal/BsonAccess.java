package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** The server's BSON reader, for tests of other packages. */
public final class BsonAccess {

    private BsonAccess() {}

    /** A document from its bytes. */
    public static Document read(ByteBuffer bytes) {
        return Bson.read(Unpooled.wrappedBuffer(bytes));
    }
}
