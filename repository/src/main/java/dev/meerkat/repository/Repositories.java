package dev.meerkat.repository;

import com.mongodb.client.MongoClient;
import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.CallScopes;
import dev.meerkat.proxy.HandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.objenesis.ObjenesisStd;

/**
 * Makes the users' own classes, which hold the driver's handles, work on cached ones. Thread-safe.
 *
 * <p>What is wrapped is not changed: a wrapped repository is a copy of it, or a view of one, whose handles cache. Static fields
 * are left alone.
 */
public final class Repositories {

    private final HandleProxies proxies;
    private final Supplier<MongoClient> client;

    /**
     * @param proxies wraps the handles
     * @param client the client that repositories are made from by {@link #wrap(Class, Function)}; not wrapped, never closed here
     */
    public Repositories(HandleProxies proxies, Supplier<MongoClient> client) {
        this.proxies = proxies;
        this.client = client;
    }

    /** Whose calls are meant when something is said about a repository's calls. */
    private static final class Owner {}

    /**
     * A copy of a repository that works on cached handles. Calls of its methods among each other are cached, too.
     * Fields that hold handles, also in base classes, in objects that it refers to (three steps far, records among
     * them), in immutable collections, in an {@code Optional}, and what a {@code Supplier} of handles gives, are
     * replaced; all else is shared. A field of the repository that is set afterwards is not seen in the copy.
     *
     * @param <R> the repository's type
     * @param repository of a class that can be extended, or a JDK proxy; one that is wrapped already is returned as it
     *     is
     * @return of the repository's class, or, for a JDK proxy, of all its interfaces
     * @throws IllegalArgumentException where that can't be, saying what to do: no handle is found, a field that is not
     *     final and no handle, a final class, a record, an annotation that would have no effect, a module that hides it
     */
    public <R> R wrap(R repository) {
        return wrap(repository, Access.BARE);
    }

    /**
     * As {@link #wrap(Object)}, for a class in a module that doesn't open its package.
     *
     * @param <R> the repository's type
     * @param repository a repository that holds handles
     * @param lookup {@code MethodHandles.lookup()} as called in that module; opens to Meerkat alone the packages that
     *     it needs
     * @return the view, which caches
     */
    public <R> R wrap(R repository, MethodHandles.Lookup lookup) {
        return wrap(repository, new Access(lookup));
    }

    @SuppressWarnings("unchecked")
    private <R> R wrap(R repository, Access access) {
        if (isWrapped(repository)) {
            return repository;
        }
        Class<?> type = repository.getClass();
        Owner owner = new Owner();
        if (HandleProxies.isHandle(repository)) {
            return (R) proxies.wrapHandle(repository);
        }
        if (Proxy.isProxyClass(type)) {
            return (R) view(owner, ViewedTypes.ofProxy(type), repository, access);
        }
        if (!Copyable.canBeExtended(type)) {
            throw Refusal.of(Copyable.obstacle(type) + ", so that it can't be extended", Refusal.interfaceForm(type));
        }
        return (R) copy(owner, type, repository, access, true);
    }

    /**
     * A view of a copy of an implementation: it has the interface's methods, and the copy works on cached handles. The
     * implementation may be of a final class or a record.
     *
     * @param <R> the repository's type
     * @param type an interface, or a class that can be extended
     * @param implementation an instance of the type; one that is wrapped already is returned as it is
     * @return the view, which caches
     * @throws IllegalArgumentException as {@link #wrap(Object)} does
     */
    public <R> R wrap(Class<R> type, Object implementation) {
        return wrap(type, implementation, Access.BARE);
    }

    /**
     * As {@link #wrap(Class, Object)}, for an implementation in a module that doesn't open its package.
     *
     * @param <R> the repository's type
     * @param type an interface, or a class that can be extended
     * @param implementation an instance of the type
     * @param lookup as in {@link #wrap(Object, MethodHandles.Lookup)}
     * @return the view, which caches
     */
    public <R> R wrap(Class<R> type, Object implementation, MethodHandles.Lookup lookup) {
        return wrap(type, implementation, new Access(lookup));
    }

    private <R> R wrap(Class<R> type, Object implementation, Access access) {
        if (!type.isInstance(implementation)) {
            throw Refusal.of(
                    implementation.getClass().getName() + " is no " + Refusal.name(type),
                    "Hand in an instance, or a function that makes one from a client");
        }
        requireViewable(type);
        return type.cast(
                isWrapped(implementation)
                        ? implementation
                        : view(new Owner(), ViewedTypes.of(type), implementation, access));
    }

    /**
     * A view of a repository that is made from a client which caches. Right where a copy is not: it may have any state.
     * What annotations say is heeded in calls from outside, not in those of the repository's methods among each other.
     *
     * @param <R> the repository's type
     * @param type an interface, or a class without final methods that can be extended
     * @param factory makes the repository; called once, now
     * @return the view, which caches
     * @throws IllegalArgumentException where the type can't be extended
     */
    public <R> R wrap(Class<R> type, Function<MongoClient, ? extends R> factory) {
        requireViewable(type);
        Owner owner = new Owner();
        MongoClient cached = proxies.ownedBy(owner).wrap(client.get());
        Object target = Objects.requireNonNull(
                factory.apply(cached), "The function that makes " + Refusal.name(type) + " gave null");
        return type.cast(view(owner, ViewedTypes.of(type), target, Directives.of(target.getClass()), Access.BARE));
    }

    /**
     * {@return a view of a wrapped repository whose reads go straight to MongoDB} Cheap to make; of no effect on the
     * repository itself and on others.
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @throws IllegalArgumentException where the repository isn't wrapped by this Meerkat, or has final methods
     */
    public <R> R noCache(R wrapped) {
        return view(wrapped, CallOptions.NONE.uncached());
    }

    /**
     * {@return a view of a wrapped repository with another lifetime, as {@link #noCache}}
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @param ttl how long a result fetched through it is kept at most; at least a millisecond
     */
    public <R> R cacheTtl(R wrapped, Duration ttl) {
        return view(wrapped, CallOptions.NONE.keptFor(ttl));
    }

    /**
     * {@return a view of a wrapped repository with another bound, as {@link #noCache}}
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @param bound what may miss a change that is older is not served; not negative
     */
    public <R> R maxStale(R wrapped, Duration bound) {
        return view(wrapped, CallOptions.NONE.within(bound));
    }

    /**
     * {@return a view of a wrapped repository on another database, for reads and writes, as {@link #noCache}}
     *
     * @param <R> the repository's type
     * @param wrapped what was wrapped by this Meerkat
     * @param name a database's name
     */
    public <R> R db(R wrapped, String name) {
        return view(wrapped, CallOptions.NONE.in(name));
    }

    @SuppressWarnings("unchecked")
    <R> R view(R wrapped, CallOptions more) {
        Layer layer = GeneratedType.layerOf(wrapped);
        if (layer == null || !layer.isOf(this)) {
            throw Refusal.of(
                    Refusal.name(wrapped.getClass()) + " is not wrapped by this Meerkat",
                    "Options are for what wrap(repository) returns");
        }
        Class<?> type = wrapped.getClass();
        Object target = layer.target();
        return (R)
                (target == null
                        ? layer.views(type).view(layer.saying(wrapped, more))
                        : GeneratedType.of(type).view(layer.saying(target, more)));
    }

    CallScopes scopes() {
        return proxies.scopes();
    }

    private boolean isWrapped(Object repository) {
        if (!GeneratedType.isGenerated(repository.getClass())) {
            return false;
        }
        Layer layer = GeneratedType.layerOf(repository);
        if (layer == null || !layer.isOf(this)) {
            throw Refusal.of(
                    Refusal.name(repository.getClass()) + " is wrapped by another Meerkat", "Wrap the original");
        }
        return true;
    }

    private static void requireViewable(Class<?> type) {
        if (!Copyable.canBeExtended(type)) {
            throw Refusal.of(Copyable.obstacle(type) + ", so that it can't be extended", Refusal.interfaceForm(type));
        }
    }

    private Object view(Owner owner, ViewedTypes types, Object implementation, Access access) {
        Object target = copy(owner, types.asked(), implementation, access, false);
        boolean heedsAnnotations = GeneratedType.isGenerated(target.getClass());
        return view(
                owner,
                types,
                target,
                heedsAnnotations ? Directives.NONE : Directives.of(implementation.getClass()),
                access);
    }

    private Object view(Owner owner, ViewedTypes types, Object target, Directives directives, Access access) {
        return GeneratedTypes.view(types, directives, access)
                .view(new Layer(this, owner, target, CallOptions.NONE, directives));
    }

    @SuppressWarnings("ReferenceEquality") // the very repository
    private Object copy(Owner owner, Class<?> asked, Object repository, Access access, boolean asSubclass) {
        String remedy = Refusal.factoryForm(asked, repository.getClass());
        Fields fields = new Fields(access);
        HolderGraph graph = HolderGraph.of(repository, remedy, fields);
        new Copyable(remedy, fields).require(graph);
        HandleProxies owned = proxies.ownedBy(owner);
        GraphCopy copy = new GraphCopy(
                graph,
                remedy,
                access,
                fields,
                owned::wrapHandle,
                holder -> allocate(owner, holder.getClass(), access, holder == repository, asSubclass));
        return Objects.requireNonNull(copy.copied(repository));
    }

    private Object allocate(Owner owner, Class<?> type, Access access, boolean isRoot, boolean asSubclass) {
        Directives directives = Directives.of(type);
        if (!Copyable.canBeExtended(type)) {
            if (!isRoot && !directives.isEmpty()) {
                throw Refusal.of(
                        Copyable.obstacle(type) + ", so that its annotations would have no effect",
                        "Let it be extended, or take the annotations away");
            }
            return new ObjenesisStd(false).newInstance(type);
        }
        boolean heeds = !directives.isEmpty() || Cached.class.isAssignableFrom(type);
        if (!heeds && !(isRoot && asSubclass)) {
            return new ObjenesisStd(false).newInstance(type);
        }
        GeneratedType generated = GeneratedTypes.copy(type, directives, access);
        Object copy = generated.allocate();
        generated.attach(copy, new Layer(this, owner, null, CallOptions.NONE, directives));
        return copy;
    }
}
