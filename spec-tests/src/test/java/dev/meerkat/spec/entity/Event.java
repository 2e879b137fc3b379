package dev.meerkat.spec.entity;

import org.bson.BsonDocument;

/**
 * What a client was seen to do.
 *
 * @param name as the format calls it, such as {@code commandStartedEvent}
 * @param content what the format may ask of it
 */
public record Event(String name, BsonDocument content) {

    /** The kind of {@code expectEvents} that it belongs to. */
    public String kind() {
        if (name.startsWith("command")) {
            return "command";
        }
        return name.startsWith("pool") || name.startsWith("connection") ? "cmap" : "sdam";
    }

    /** A command's name; empty where it is none. */
    public String command() {
        return content.isString("commandName")
                ? content.getString("commandName").getValue()
                : "";
    }
}
