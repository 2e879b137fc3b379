package dev.meerkat.embedded.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection through a proxy: takes the bytes of a source, holds them while they aren't due or the
 * direction is stalled, and hands them to a sink. When the source ends, so does the sink, after all that is held. The
 * other direction's pipe has source and sink the other way round.
 */
final class ProxyPipe extends ChannelInboundHandlerAdapter {

    /** @param dueNanos when they may be handed on */
    private record Piece(ByteBuf bytes, long dueNanos) {}

    private final ProxyFlow flow;
    private final Channel sink;
    private final Queue<Piece> held = new ArrayDeque<>();
    private @Nullable ProxyPipe opposite;
    private @Nullable Channel source;
    private boolean ended;
    private boolean brokenOff;
    private boolean flowing;
    private boolean timed;

    ProxyPipe(ProxyFlow flow, Channel sink) {
        this.flow = flow;
        this.sink = sink;
    }

    static void pair(ProxyPipe one, ProxyPipe other) {
        one.opposite = other;
        other.opposite = one;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        source = context.channel();
        flow.add(this);
        sink.closeFuture().addListener(closed -> flow());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        flow();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        held.add(new Piece((ByteBuf) message, flow.due()));
        flow();
    }

    /** The source is the other direction's sink, which takes more bytes now, or no more. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (opposite != null) {
            opposite.flow();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        flow();
    }

    /** What one side does by a reset is done to the other. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Network.reset(sink);
        Network.reset(context.channel());
    }

    /** Hands on what may be handed on now, and reads on if there is nobody who is slower than the source. */
    void flow() {
        if (source == null || flowing) {
            return;
        }
        flowing = true;
        try {
            handOn();
            if (!sink.isOpen()) {
                drop();
            } else if (ended && held.isEmpty()) {
                sink.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
            source.config().setAutoRead(sink.isActive() && sink.isWritable() && !flow.isStalled());
        } finally {
            flowing = false;
        }
    }

    private void handOn() {
        while (sink.isOpen() && !brokenOff && !held.isEmpty() && !flow.isStalled()) {
            long early = held.element().dueNanos - System.nanoTime();
            if (early > 0) {
                comeBack(early);
                return;
            }
            ByteBuf bytes = held.remove().bytes;
            ProxyFlow.Allowance allowed = flow.take(bytes.readableBytes());
            ChannelFuture written = sink.writeAndFlush(bytes.readRetainedSlice(allowed.bytes()));
            bytes.release();
            if (allowed.last()) {
                brokenOff = true;
                written.addListener(ChannelFutureListener.CLOSE);
            } else {
                written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is never cancelled, and tells nobody how it went
    private void comeBack(long nanos) {
        if (!timed) {
            timed = true;
            sink.eventLoop().schedule(this::onTime, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void onTime() {
        timed = false;
        flow();
    }

    /** Nobody is there any more who would take what is held. */
    private void drop() {
        flow.remove(this);
        held.forEach(piece -> piece.bytes.release());
        held.clear();
    }
}
