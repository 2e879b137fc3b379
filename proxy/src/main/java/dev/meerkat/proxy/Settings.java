package dev.meerkat.proxy;

import com.mongodb.CursorType;
import com.mongodb.client.model.Collation;
import dev.meerkat.cache.BypassReason;
import dev.meerkat.proxy.Operation.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The options that a caller has set on an iterable, by name, the last call of each. Kept as the caller gave them: rendered
 * at the terminal call, as the driver does. Used by one thread.
 */
final class Settings {

    private record Setting(
            DriverMethod method, Role role, @Nullable Object[] arguments) {

        @Nullable
        Object value() {
            return arguments[0];
        }
    }

    private Map<String, Setting> settings = Map.of();

    void set(DriverMethod method, Role role, @Nullable Object[] arguments) {
        if (settings.isEmpty()) {
            settings = new TreeMap<>();
        }
        settings.put(method.name(), new Setting(method, role, arguments));
    }

    boolean isEmpty() {
        return settings.isEmpty();
    }

    /** Sets them all on the caller's own read. */
    void applyAll(Object iterable) {
        settings.values().forEach(setting -> setting.method().call(iterable, setting.arguments()));
    }

    /**
     * Sets them on the read that fills the cache, as the key has them.
     *
     * @param description the key, as a document
     */
    void applyToFill(Object iterable, BsonDocument description) {
        settings.forEach((name, setting) -> {
            if (setting.role() == Role.RESULT && setting.value() instanceof Bson) {
                setting.method().call(iterable, new Object[] {description.getDocument(name)});
            } else if (setting.role() != Role.CALLER) {
                setting.method().call(iterable, setting.arguments());
            }
        });
    }

    /** Adds to a key what has a say in the result. */
    void writeTo(KeyWriter key, Backing<?> backing) {
        if (isEmpty()) {
            return;
        }
        settings.forEach((name, setting) -> {
            if (setting.role() == Role.RESULT && setting.value() != null) {
                write(key, backing, name, setting.value());
            }
        });
    }

    /** Adds to a query's parts what {@link #writeTo} adds to its key. */
    void addTo(QueryParts parts) {
        if (isEmpty()) {
            return;
        }
        settings.forEach((name, setting) -> {
            if (setting.role() == Role.RESULT && setting.value() != null) {
                parts.with(name).with(setting.value());
            }
        });
    }

    private static void write(KeyWriter key, Backing<?> backing, String name, Object value) {
        if (value instanceof Bson bson) {
            key.document(name, backing.render(bson));
        } else if (value instanceof Collation collation) {
            key.document(name, collation.asDocument());
        } else if (value instanceof Integer number) {
            key.number(name, number);
        } else if (value instanceof Boolean flag) {
            key.flag(name, flag);
        } else {
            key.text(name, value.toString());
        }
    }

    /** Why a read with these options is not cached; null where they don't stand in its way. */
    @Nullable
    BypassReason refusal() {
        if (anySet("hint", "hintString", "min", "max")) {
            return BypassReason.HINT;
        }
        if (isSet("cursorType") && value("cursorType") != CursorType.NonTailable) {
            return BypassReason.TAILABLE;
        }
        return isOn("partial") || isOn("returnKey") || isOn("showRecordId") ? BypassReason.QUERY : null;
    }

    private boolean anySet(String... names) {
        return Arrays.stream(names).anyMatch(this::isSet);
    }

    private boolean isOn(String name) {
        return Boolean.TRUE.equals(value(name));
    }

    boolean isSet(String name) {
        return value(name) != null;
    }

    @Nullable
    Object value(String name) {
        Setting setting = settings.get(name);
        return setting == null ? null : setting.value();
    }

    @Nullable
    Collation collation() {
        return (Collation) value("collation");
    }

    /** The caller's own {@code maxTime} in milliseconds, rounded up; 0 where there is none. */
    long maxTimeMillis() {
        Setting setting = settings.get("maxTime");
        if (setting == null || !(setting.value() instanceof Long amount)) {
            return 0;
        }
        TimeUnit unit = (TimeUnit) setting.arguments()[1];
        return unit == null || amount <= 0 ? 0 : Math.max(1, unit.toMillis(amount));
    }
}
