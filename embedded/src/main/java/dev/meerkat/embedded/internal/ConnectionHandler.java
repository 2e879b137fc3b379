package dev.meerkat.embedded.internal;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a connection's requests to the commands, and their replies back; whatever fails here closes it. */
final class ConnectionHandler extends SimpleChannelInboundHandler<Request> {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final CommandDispatcher dispatcher;
    private final Connection connection;

    ConnectionHandler(CommandDispatcher dispatcher, Connection connection) {
        super(Request.class);
        this.dispatcher = dispatcher;
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Request request) {
        dispatcher.handle(request, connection, reply -> {
            if (!request.oneWay()) {
                send(context, request.reply(reply));
            }
        });
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
