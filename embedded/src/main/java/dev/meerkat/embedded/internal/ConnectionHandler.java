package dev.meerkat.embedded.internal;

import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a connection's requests to the commands, one at a time and in their order, and their replies back; whatever
 * fails here closes it.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<Request> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final CommandDispatcher dispatcher;
    private final Connection connection;
    private final Gate gate;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private @Nullable Request running;
    private boolean handling;

    ConnectionHandler(CommandDispatcher dispatcher, Connection connection, Gate gate) {
        super(Request.class);
        this.dispatcher = dispatcher;
        this.connection = connection;
        this.gate = gate;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Request request) {
        waiting.add(request);
        handleWaiting(context);
    }

    /** Handles requests until one has to wait for its answer. A reply that comes at once finds itself in here. */
    private void handleWaiting(ChannelHandlerContext context) {
        if (handling) {
            return;
        }
        handling = true;
        try {
            while (running == null && !waiting.isEmpty()) {
                Request request = waiting.remove();
                running = request;
                dispatcher.handle(request, connection, reply -> gate.pass(() -> answer(context, request, reply)));
            }
        } finally {
            handling = false;
        }
    }

    private void answer(ChannelHandlerContext context, Request request, Document reply) {
        if (!request.oneWay()) {
            send(context, request.reply(reply));
        }
        running = null;
        handleWaiting(context);
    }

    private void send(ChannelHandlerContext context, Reply reply) {
        ChannelFuture written = context.writeAndFlush(reply);
        if (written.isDone()) {
            finish(context, written);
        } else {
            written.addListener(done -> finish(context, written));
        }
    }

    /** A reply that couldn't be written must not leave its client waiting. */
    private void finish(ChannelHandlerContext context, ChannelFuture written) {
        if (!written.isSuccess()) {
            exceptionCaught(context, written.cause());
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do for a connection that is closed
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection {} broke", connection.id(), cause);
        } else {
            LOG.warn("connection {} is closed after an error", connection.id(), cause);
        }
        context.close();
    }
}
