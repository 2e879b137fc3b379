package dev.meerkat.embedded.golden;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Sends commands as they are, in OP_MSG. A driver would add a session, the cluster time and more, and would hide parts
 * of the answers.
 */
final class RawClient implements AutoCloseable {

    private static final int OP_MSG = 2013;
    private static final int HEADER_BYTES = 16;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private int request;

    RawClient(String host, int port) {
        try {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("no MongoDB at " + host + ":" + port, e);
        }
    }

    BsonDocument run(String database, BsonDocument command) {
        BsonDocument body = command.clone();
        body.put("$db", new BsonString(database));
        try {
            send(body);
            return receive();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + command.toJson(), e);
        }
    }

    private void send(BsonDocument body) throws IOException {
        ByteBuffer bytes = new RawBsonDocument(body, new BsonDocumentCodec())
                .getByteBuffer()
                .asNIO();
        ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + 5 + bytes.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER_BYTES + 5 + bytes.remaining())
                .putInt(++request)
                .putInt(0)
                .putInt(OP_MSG)
                .putInt(0)
                .put((byte) 0)
                .put(bytes);
        out.write(message.array());
        out.flush();
    }

    private BsonDocument receive() throws IOException {
        byte[] length = new byte[4];
        in.readFully(length);
        byte[] rest =
                new byte[ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt() - length.length];
        in.readFully(rest);
        int start = HEADER_BYTES - length.length + 5;
        return new RawBsonDocument(rest, start, rest.length - start).decode(new BsonDocumentCodec());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
