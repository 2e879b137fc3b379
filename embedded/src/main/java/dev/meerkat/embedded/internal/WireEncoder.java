package dev.meerkat.embedded.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Replies to bytes. It runs on the event loop, so nothing changes a document while it is written. */
final class WireEncoder extends MessageToByteEncoder<Reply> {

    private static final int OP_REPLY = 1;
    private static final int OP_MSG = 2013;

    private int sequence;

    WireEncoder() {
        super(Reply.class);
    }

    @Override
    protected void encode(ChannelHandlerContext context, Reply reply, ByteBuf out) {
        int start = out.writerIndex();
        out.writeIntLE(0);
        out.writeIntLE(++sequence);
        out.writeIntLE(reply.responseTo());
        if (reply.legacy()) {
            out.writeIntLE(OP_REPLY);
            out.writeZero(16);
            out.writeIntLE(1);
        } else {
            out.writeIntLE(OP_MSG);
            out.writeZero(5);
        }
        Bson.write(reply.document(), out);
        out.setIntLE(start, out.writerIndex() - start);
    }
}
