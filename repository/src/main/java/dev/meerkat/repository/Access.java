package dev.meerkat.repository;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import org.jspecify.annotations.Nullable;

/**
 * What Java's modules let this one see of others. A module that opens nothing is opened by its own lookup, where one is given:
 * to this module only, and package by package as is needed.
 */
final class Access {

    /** What is open to everybody. */
    static final Access BARE = new Access(null);

    private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

    private final MethodHandles.@Nullable Lookup given;

    /**
     * @param given a full lookup of the module of the class to be wrapped; null where that module opens what is needed
     */
    Access(MethodHandles.@Nullable Lookup given) {
        this.given = given;
    }

    /** Makes a member usable; false where its module forbids it. */
    <M extends AccessibleObject & Member> boolean open(M member) {
        return member.trySetAccessible() || (openPackage(member.getDeclaringClass()) && member.trySetAccessible());
    }

    /** A lookup that defines classes in the type's package; null where its module forbids it. */
    MethodHandles.@Nullable Lookup in(Class<?> type) {
        MethodHandles.Lookup lookup = privateLookup(type);
        return lookup == null && openPackage(type) ? privateLookup(type) : lookup;
    }

    private static MethodHandles.@Nullable Lookup privateLookup(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, OWN);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private boolean openPackage(Class<?> type) {
        if (given == null || given.lookupClass().getModule() != type.getModule()) {
            return false;
        }
        try {
            // Through the module's own lookup the caller is the module itself, which may open its packages.
            MethodHandle addOpens = given.findVirtual(
                    Module.class, "addOpens", MethodType.methodType(Module.class, String.class, Module.class));
            addOpens.invoke(
                    type.getModule(), type.getPackageName(), OWN.lookupClass().getModule());
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "The lookup given is not a full one: hand in MethodHandles.lookup() of a class in the repository's module",
                    e);
        } catch (Throwable e) {
            throw new IllegalStateException(type.getPackageName() + " can't be opened", e);
        }
    }
}
