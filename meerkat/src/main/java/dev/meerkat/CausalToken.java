package dev.meerkat;

import dev.meerkat.cache.CausalPast;
import dev.meerkat.cache.ClusterTime;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a chain of reads and writes has seen, as text: a version, the deployment, a cluster time, and a checksum against
 * mutilation (CRC-32C, RFC 3720), in Base64 for URLs (RFC 4648).
 *
 * @param deployment the first half of the deployment's epoch; 0 where that was not known
 * @param time {@link ClusterTime#NONE} where nothing was seen
 */
record CausalToken(long deployment, long time) {

    private static final byte VERSION = 1;
    private static final int BYTES = 21;
    private static final int CHECKED = BYTES - Integer.BYTES;

    /** Of a deployment with this epoch, or with none that is known: the empty text. */
    static CausalToken of(String epoch, CausalPast past) {
        return new CausalToken(half(epoch), past.time());
    }

    private static long half(String epoch) {
        return epoch.isEmpty() ? 0 : UUID.fromString(epoch).getMostSignificantBits();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException where the text is none
     */
    static CausalToken parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw notOne(notBase64);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length != BYTES || in.get() != VERSION || in.getInt(CHECKED) != checksum(bytes)) {
            throw notOne(null);
        }
        return new CausalToken(in.getLong(), in.getLong());
    }

    private static IllegalArgumentException notOne(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "This is no token of a causal session: hand in what session.token() gave, unchanged", cause);
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, CHECKED);
        return (int) sum.getValue();
    }

    /** What is seen with it in a deployment: nothing where it is of another one. */
    CausalPast in(String epoch) {
        boolean foreign = deployment != 0 && !epoch.isEmpty() && deployment != half(epoch);
        return new CausalPast(foreign ? ClusterTime.NONE : time);
    }

    @Override
    public String toString() {
        byte[] bytes = new byte[BYTES];
        ByteBuffer out = ByteBuffer.wrap(bytes).put(VERSION).putLong(deployment).putLong(time);
        out.putInt(checksum(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
