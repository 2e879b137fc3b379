package dev.meerkat.proxy;

import com.mongodb.client.MongoCluster;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.meerkat.cache.BypassReason;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a wrapped database. Immutable.
 *
 * @param context what handles share
 * @param database the driver's
 * @param client that it is of
 * @param named whether a caller has named the database, which holds against what is said about calls
 */
record DatabaseBacking(ProxyContext context, MongoDatabase database, MongoCluster client, boolean named) {

    /** A collection of it. */
    <T> Backing<T> collection(MongoCollection<T> collection) {
        return new Backing<>(context, collection, client, named);
    }

    /** The same over another handle of the same client. */
    DatabaseBacking with(MongoDatabase other) {
        return new DatabaseBacking(context, other, client, named);
    }

    /** The same for another owner. */
    DatabaseBacking in(ProxyContext other) {
        return new DatabaseBacking(other, database, client, named);
    }

    /** As is said now about the owner's calls: the database that is named, unless this is one that was, or the server's own. */
    DatabaseBacking now() {
        CallScopes.Said said = context.said();
        String name = said == null ? null : TenantName.instead(said.options(), database.getName(), named);
        return name == null ? this : in(name);
    }

    /** The database that the caller names, with the same settings. */
    DatabaseBacking in(String name) {
        MongoDatabase there = client.getDatabase(TenantName.checked(name, context.options()))
                .withCodecRegistry(database.getCodecRegistry())
                .withReadPreference(database.getReadPreference())
                .withReadConcern(database.getReadConcern())
                .withWriteConcern(database.getWriteConcern());
        Long timeout = database.getTimeout(TimeUnit.MILLISECONDS);
        return new DatabaseBacking(
                context, timeout == null ? there : there.withTimeout(timeout, TimeUnit.MILLISECONDS), client, true);
    }

    /** Runs a command that may be a write. */
    @Nullable
    Object runCommand(DriverMethod method, @Nullable Object[] arguments) {
        BsonDocument command = rendered((Bson) arguments[method.takesSession() ? 1 : 0]);
        Effect effect = command == null ? null : DatabaseCommands.effect(database.getName(), command);
        if (effect != null) {
            // No write concern but the one in the command is sent, and a command is always answered.
            return Writes.write(written(true), method, database, arguments, (own, result) -> effect);
        }
        if (command != null && DatabaseCommands.reads(command)) {
            context.cache().bypassed(BypassReason.OPERATION);
        }
        return method.call(database, arguments);
    }

    /** As the driver does; null where it can't be, which the driver will refuse. */
    private @Nullable BsonDocument rendered(@Nullable Bson command) {
        try {
            return command == null ? null : command.toBsonDocument(BsonDocument.class, database.getCodecRegistry());
        } catch (RuntimeException unrenderable) {
            return null;
        }
    }

    /**
     * What its own writes go to.
     *
     * @param acknowledged whether MongoDB answers when they are done
     */
    WriteTarget written(boolean acknowledged) {
        String name = database.getName();
        return new WriteTarget(context, client, acknowledged, DatabaseCommands.onWhole(name), name);
    }
}
