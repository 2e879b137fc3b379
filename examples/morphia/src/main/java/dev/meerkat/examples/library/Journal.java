package dev.meerkat.examples.library;

import dev.morphia.Datastore;
import dev.morphia.EntityListener;
import java.lang.annotation.Annotation;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;

/** Hears of every loan that is written or read. */
public class Journal implements EntityListener<Loan> {

    private static final AtomicInteger WRITTEN = new AtomicInteger();
    private static final AtomicInteger READ = new AtomicInteger();

    @Override
    public boolean hasAnnotation(Class<? extends Annotation> type) {
        return true;
    }

    @Override
    public void postPersist(Loan loan, Document document, Datastore datastore) {
        WRITTEN.incrementAndGet();
    }

    @Override
    public void postLoad(Loan loan, Document document, Datastore datastore) {
        READ.incrementAndGet();
    }

    static int written() {
        return WRITTEN.get();
    }

    static int read() {
        return READ.get();
    }
}
