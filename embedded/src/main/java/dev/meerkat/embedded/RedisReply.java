package dev.meerkat.embedded;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** What a redis-server on this machine answers to one command, as text: enough to set servers up. */
final class RedisReply {

    private static final int TIMEOUT_MILLIS = 1000;

    private RedisReply() {}

    /**
     * The reply; an array's elements on lines of their own, an error with its minus sign.
     *
     * @throws IOException where there is none
     */
    static String to(String command, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(RedisGroup.HOST, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    /** The reply, or an empty text where there is none. */
    static String orNothing(String command, int port) {
        try {
            return to(command, port);
        } catch (IOException silent) {
            return "";
        }
    }

    /** The reply of a server that is up and does as it is told. */
    static String orFailure(String command, int port) {
        String reply = orNothing(command, port);
        if (reply.isEmpty() || reply.startsWith("-")) {
            throw new IllegalStateException("Redis on port " + port + " answers " + command + " with: " + reply);
        }
        return reply;
    }

    static boolean isAnswering(int port) {
        return orNothing("PING", port).equals("PONG");
    }

    private static String read(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> line;
            case '$' -> bulk(in, Integer.parseInt(rest));
            case '*' -> array(in, Integer.parseInt(rest));
            default -> throw new IOException("not a reply of Redis: " + line);
        };
    }

    private static String bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] text = in.readNBytes(length);
        line(in);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String array(InputStream in, int size) throws IOException {
        StringJoiner elements = new StringJoiner("\n");
        for (int i = 0; i < size; i++) {
            elements.add(read(in));
        }
        return elements.toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        if (end < 0 || line.charAt(end) != '\r') {
            throw new IOException("not a reply of Redis: " + line);
        }
        line.setLength(end);
        if (line.isEmpty()) {
            line.append(' '); // the end of a bulk
        }
        return line.toString();
    }
}
