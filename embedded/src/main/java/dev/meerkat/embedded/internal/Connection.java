package dev.meerkat.embedded.internal;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** A client's connection, as commands see it. */
record Connection(int id, Channel channel) {

    /** The address that the client reached us at. */
    String localAddress() {
        return address(channel.localAddress());
    }

    String remoteAddress() {
        return address(channel.remoteAddress());
    }

    private static String address(Object address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }
}
