package dev.meerkat.repository;

import java.lang.reflect.Proxy;
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
        if (Proxy.isProxyClass(type)) {
            return name(type.getInterfaces()[0]);
        }
        String simple = type.getSimpleName();
        return simple.isEmpty() ? type.getName() : simple.replaceAll("/.*", "");
    }

    /**
     * Advises to make the repository from a client that caches.
     *
     * @param asked what callers see
     * @param made what does the work
     */
    static String factoryForm(Class<?> asked, Class<?> made) {
        boolean nameless = made.isInterface() || made.isHidden() || Proxy.isProxyClass(made);
        return "Let Meerkat have it made on a client that caches: wrap(" + name(asked) + ".class, client -> "
                + (nameless ? "…)" : "new " + name(made) + "(client))");
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
        return "Hand in that module's own lookup, as in wrap(repository, MethodHandles.lookup()), or let its module-info say: opens "
                + type.getPackageName() + (own.isNamed() ? " to " + own.getName() : "") + ";";
    }
}
