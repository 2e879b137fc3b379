package dev.meerkat.repository;

import com.mongodb.client.MongoCollection;
import dev.meerkat.repository.elsewhere.PackagePrivate;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Annotations that can't be followed, and those that would have no effect. */
class AnnotationRefusalTest extends Refusing {

    static class BadTime {

        final MongoCollection<Document> users;

        BadTime(MongoCollection<Document> users) {
            this.users = users;
        }

        @CacheFor("ten minutes")
        long count(String plan) {
            return 1;
        }
    }

    static class NoTime extends BadTime {

        NoTime(MongoCollection<Document> users) {
            super(users);
        }

        @Override
        @CacheFor("0s")
        long count(String plan) {
            return 2;
        }
    }

    static class Both extends BadTime {

        Both(MongoCollection<Document> users) {
            super(users);
        }

        @Override
        @NoCache
        @CacheFor("1m")
        long count(String plan) {
            return 2;
        }
    }

    @Test
    void annotationsThatCannotBeFollowed() {
        assertRefused(new BadTime(users), "@CacheFor(\"ten minutes\") on BadTime.count(String)", "10m");
        assertRefused(new NoTime(users), "@CacheFor(\"0s\") on NoTime.count(String)", "at least a millisecond");
        assertRefused(new Both(users), "Both.count(String) is marked both @NoCache and @CacheFor(\"1m\")");
    }

    static class FinalAnnotated extends RefusalTest.FinalMethod {

        FinalAnnotated(MongoCollection<Document> users) {
            super(users);
        }

        @NoCache
        final long annotated() {
            return 1;
        }
    }

    @NoCache
    static class FinalInherited extends RefusalTest.FinalMethod {

        FinalInherited(MongoCollection<Document> users) {
            super(users);
        }
    }

    static class PrivateAnnotated extends RefusalTest.FinalMethod {

        PrivateAnnotated(MongoCollection<Document> users) {
            super(users);
        }

        @NoCache
        private long hidden() {
            return 1;
        }

        long visible() {
            return hidden();
        }
    }

    static class StaticAnnotated extends RefusalTest.FinalMethod {

        StaticAnnotated(MongoCollection<Document> users) {
            super(users);
        }

        @CacheFor("1m")
        static long ofAll() {
            return 1;
        }
    }

    static final class FinalTimed {

        final MongoCollection<Document> users;

        FinalTimed(MongoCollection<Document> users) {
            this.users = users;
        }

        @CacheFor("1m")
        long count() {
            return users.countDocuments();
        }
    }

    @Test
    void annotationsThatWouldHaveNoEffect() {
        assertRefused(new FinalAnnotated(users), "FinalAnnotated.annotated() is final", "no effect");
        assertRefused(new FinalInherited(users), "FinalMethod.plain() is final", "no effect");
        assertRefused(new PrivateAnnotated(users), "PrivateAnnotated.hidden() is private", "no effect");
        assertRefused(new StaticAnnotated(users), "StaticAnnotated.ofAll() is static", "no effect");
        assertRefused(new PackagePrivate(users) {}, "PackagePrivate.count() is package-private elsewhere", "no effect");
        assertRefused(new RefusalTest.WithObject(new FinalTimed(users)), "FinalTimed is final", "no effect");
    }

    static class BadDatabases extends RefusalTest.FinalMethod {

        BadDatabases(MongoCollection<Document> users) {
            super(users);
        }

        long count(@Db String one, @Db String two) {
            return 1;
        }
    }

    static class BadType extends RefusalTest.FinalMethod {

        BadType(MongoCollection<Document> users) {
            super(users);
        }

        long count(@Db Object database) {
            return 1;
        }
    }

    @Test
    void parametersThatNameNoDatabase() {
        assertRefused(new BadDatabases(users), "Two parameters of BadDatabases.count(String, String) are marked @Db");
        assertRefused(new BadType(users), "A parameter of BadType.count(Object) is marked @Db and is no String");
    }
}
