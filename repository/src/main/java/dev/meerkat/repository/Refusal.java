package dev.meerkat.repository;

import java.util.Arrays;
import java.util.List;

/** Why something can't be wrapped, and what to do instead. */
final class Refusal {

    private Refusal() {}

    static IllegalArgumentException of(String reason, String remedy) {
        return new IllegalArgumentException(reason + ". " + remedy + ".");
    }

    /** A class's name for people: short, and never empty. */
    static String name(Class<?> type) {
        String simple = type.getSimpleName();
        return simple.isEmpty() ? type.getName() : simple;
    }

    /** Advises to make the repository from a client that caches. */
    static String factoryForm(Class<?> type) {
        return "Let Meerkat make it on a client that caches: wrap(" + name(type) + ".class, client -> new " + name(type)
                + "(client))";
    }

    /** Advises to wrap what callers see of the class: an interface of it. */
    static String interfaceForm(Class<?> type) {
        List<String> own = Arrays.stream(type.getInterfaces())
                .filter(each -> !Foreign.isJdk(each) && each != Cached.class)
                .map(Refusal::name)
                .toList();
        return own.isEmpty()
                ? "Give it an interface for its callers and wrap that: wrap(Interface.class, repository)"
                : "Wrap its interface: wrap(" + own.get(0) + ".class, repository)";
    }

    /** Advises on a class that a module doesn't let in. */
    static String openIt(Class<?> type) {
        Module own = Refusal.class.getModule();
        return "Hand in that module's own lookup, wrap(repository, MethodHandles.lookup()), or let its module-info say: opens "
                + type.getPackageName() + (own.isNamed() ? " to " + own.getName() : "") + ";";
    }
}
