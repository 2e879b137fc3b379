package dev.meerkat;

import dev.meerkat.cache.CausalPast;
import dev.meerkat.proxy.CallScopes;
import java.util.function.Function;

/**
 * A chain of reads and writes in which each shows all that came before: one reads what one has written, and never something
 * older than what one has read, in whatever process. It is bound to the thread that opened it, until it is closed: there it
 * holds for all wrapped handles and repositories.
 *
 * <pre>{@code
 * try (CausalSession session = meerkat.after(request.getHeader("X-Seen"))) {
 *     ... // read and write as ever
 *     response.setHeader("X-Seen", session.token());
 * }
 * }</pre>
 *
 * <p>This is causal consistency as MongoDB defines it for its sessions ("Causal Consistency and Read and Write Concerns", MongoDB
 * manual), kept through the cache: a cached result is served only if it reflects all that was seen. Writes count where they
 * are acknowledged. Reads in a {@code ClientSession} of the caller's have a past of their own and are no part of it.
 */
public final class CausalSession implements AutoCloseable {

    private final CausalPast past;
    private final Function<CausalPast, CausalToken> tokens;
    private final CallScopes.Scope scope;

    CausalSession(CausalPast past, Function<CausalPast, CausalToken> tokens, CallScopes scopes) {
        this.past = past;
        this.tokens = tokens;
        this.scope = scopes.chaining(past);
    }

    /**
     * {@return all that was seen up to now, as 28 letters, digits, hyphens and underscores: fit for an HTTP header or a
     * cookie} May be asked for after the close, and in any thread. It tells a time and no more; whoever invents one
     * only makes his own reads wait.
     */
    public String token() {
        return tokens.apply(past).toString();
    }

    /**
     * Ends the chain in this thread; what was around it holds again.
     *
     * @throws IllegalStateException in another thread than it was opened in, or while one opened later is open
     */
    @Override
    public void close() {
        scope.close();
    }
}
