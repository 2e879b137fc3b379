package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A position in a change stream, in the layout of the tokens of MongoDB 4.2: a hexadecimal KeyString of the cluster
 * time, a version, the kind of token, the operation's index in its transaction and whether the token belongs to an
 * invalidate event. The document key that a real server appends is left out: times are unique here but for
 * transactions. Tokens sort as their strings do.
 */
record ResumeToken(BsonTimestamp time, Kind kind, int operation, boolean fromInvalidate)
        implements Comparable<ResumeToken> {

    /** A mark sorts before every event of its time. */
    enum Kind {
        HIGH_WATER_MARK("29"),
        EVENT("2C0100");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    private static final String TIMESTAMP = "82";
    private static final String VERSION_1 = "2B02";
    private static final String ZERO = "29";
    private static final String FALSE = "6E";
    private static final String TRUE = "6F";
    private static final String END = "04";

    static ResumeToken mark(BsonTimestamp time) {
        return new ResumeToken(time, Kind.HIGH_WATER_MARK, 0, false);
    }

    static ResumeToken event(BsonTimestamp time, int operation) {
        return new ResumeToken(time, Kind.EVENT, operation, false);
    }

    ResumeToken invalidate() {
        return new ResumeToken(time, Kind.EVENT, operation, true);
    }

    /** Reads {@code {_data: "82…"}}. */
    static ResumeToken parse(Document token) {
        if (!(token.get("_data") instanceof String data)) {
            throw CommandException.location(
                    40647, "Bad resume token: _data of missing or of wrong type. Expected string, got " + token);
        }
        Reader in = new Reader(data.toUpperCase(Locale.ROOT));
        if (!in.skip(TIMESTAMP) || in.remaining() < 16) {
            throw CommandException.location(50811, "Unknown type: not a resume token: " + data);
        }
        BsonTimestamp time = new BsonTimestamp(in.number(16));
        in.skip(VERSION_1);
        Kind kind = in.skip(Kind.EVENT.code) ? Kind.EVENT : Kind.HIGH_WATER_MARK;
        if (kind == Kind.HIGH_WATER_MARK) {
            in.skip(Kind.HIGH_WATER_MARK.code);
        }
        int operation = in.operation();
        return new ResumeToken(time, kind, operation, in.skip(TRUE));
    }

    Document toDocument() {
        return new Document("_data", toString());
    }

    @Override
    public int compareTo(@Nullable ResumeToken other) {
        return toString().compareTo(String.valueOf(other));
    }

    @Override
    public String toString() {
        return TIMESTAMP
                + HexFormat.of().withUpperCase().toHexDigits(time.getValue())
                + VERSION_1
                + kind.code
                + encode(operation)
                + (fromInvalidate ? TRUE : FALSE)
                + END;
    }

    /** KeyString integers: a byte that tells the number of bytes, then the value shifted by one. */
    private static String encode(int value) {
        if (value == 0) {
            return ZERO;
        }
        HexFormat hex = HexFormat.of().withUpperCase();
        int shifted = value << 1;
        if (shifted <= 0xFF) {
            return "2B" + hex.toHexDigits((byte) shifted);
        }
        if (shifted <= 0xFFFF) {
            return "2C" + hex.toHexDigits((short) shifted);
        }
        return "2E" + hex.toHexDigits(shifted);
    }

    private static final class Reader {
        private final String data;
        private int position;

        Reader(String data) {
            this.data = data;
        }

        int remaining() {
            return data.length() - position;
        }

        boolean skip(String expected) {
            boolean there = data.startsWith(expected, position);
            if (there) {
                position += expected.length();
            }
            return there;
        }

        String take(int length) {
            position += length;
            return data.substring(position - length, position);
        }

        long number(int digits) {
            try {
                return HexFormat.fromHexDigitsToLong(take(digits));
            } catch (IllegalArgumentException e) {
                throw CommandException.location(50811, "Unknown type: not a resume token: " + data);
            }
        }

        int operation() {
            int digits = skip("2B") ? 2 : skip("2C") ? 4 : skip("2E") ? 8 : 0;
            if (digits == 0) {
                skip(ZERO);
                return 0;
            }
            if (remaining() < digits) {
                throw CommandException.location(50811, "Truncated resume token: " + data);
            }
            return (int) number(digits) >>> 1;
        }
    }
}
