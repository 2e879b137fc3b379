package dev.meerkat.benchmarks.peers;

import io.netty.buffer.Unpooled;
import org.redisson.client.codec.BaseCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.Decoder;
import org.redisson.client.protocol.Encoder;

/** A map of strings to values of a format, for Redisson. */
final class RedissonCodec<T> extends BaseCodec {

    private final Format<T> format;

    RedissonCodec(Format<T> format) {
        this.format = format;
    }

    @Override
    @SuppressWarnings("unchecked") // a map encodes its own kind of values only
    public Encoder getValueEncoder() {
        return value -> Unpooled.wrappedBuffer(format.encode((T) value));
    }

    @Override
    public Decoder<Object> getValueDecoder() {
        return (bytes, state) -> {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            return format.decode(copy);
        };
    }

    @Override
    public Encoder getMapKeyEncoder() {
        return StringCodec.INSTANCE.getMapKeyEncoder();
    }

    @Override
    public Decoder<Object> getMapKeyDecoder() {
        return StringCodec.INSTANCE.getMapKeyDecoder();
    }
}
