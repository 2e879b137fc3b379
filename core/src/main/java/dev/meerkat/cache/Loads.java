package dev.meerkat.cache;

import dev.meerkat.cache.spi.Loader;
import dev.meerkat.cache.spi.Loader.Loaded;
import dev.meerkat.cache.spi.PortException;
import dev.meerkat.cache.spi.Ticker;
import java.util.concurrent.CopyOnWriteArrayList;

/** Loads, and tells who listens how long it took. Thread-safe. */
final class Loads {

    private final Ticker ticker;
    private final CopyOnWriteArrayList<LoadListener> listeners = new CopyOnWriteArrayList<>();

    Loads(Ticker ticker) {
        this.ticker = ticker;
    }

    void listen(LoadListener listener) {
        listeners.addIfAbsent(listener);
    }

    Loaded load(Loader loader, long asof) throws PortException {
        long begun = ticker.nanoTime();
        LoadListener.Result result = LoadListener.Result.FAILED;
        try {
            Loaded loaded = loader.load(asof);
            result = loaded instanceof Loaded.Complete ? LoadListener.Result.COMPLETE : LoadListener.Result.OVERSIZE;
            return loaded;
        } finally {
            long nanos = ticker.nanoTime() - begun;
            for (LoadListener listener : listeners) {
                listener.loaded(result, nanos);
            }
        }
    }
}
