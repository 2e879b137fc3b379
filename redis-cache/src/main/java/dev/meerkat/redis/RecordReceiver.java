package dev.meerkat.redis;

import dev.meerkat.cache.spi.LogStore;
import dev.meerkat.cache.spi.LogStore.StoredRecord;
import dev.meerkat.cache.spi.PortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the records of the log on; a message that is none is passed over. */
record RecordReceiver(LogStore.Subscriber subscriber) implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);

    @Override
    public void onMessage(byte[] message) {
        StoredRecord stored;
        try {
            stored = BroadcastFormat.decode(message);
        } catch (PortException foreign) {
            LOG.debug("A message on Meerkat's channel is not of Meerkat.", foreign);
            return;
        }
        subscriber.onRecord(stored);
    }

    @Override
    public void onGap() {
        subscriber.onGap();
    }
}
