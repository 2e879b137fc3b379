package dev.meerkat.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a MongoDB to the tests of a class, or to one test: a replica set, with change streams. Constructors, tests and
 * lifecycle methods get it by parameters of these types:
 *
 * <ul>
 *   <li>{@code com.mongodb.client.MongoDatabase}: an empty database under a name of its own. It belongs to the test and is
 *       dropped after it. Asked for in {@code @BeforeAll} or in the constructor of a class that is instantiated once, it
 *       belongs to the class instead: then all its tests get this one.
 *   <li>{@code com.mongodb.ConnectionString}: the server's, with the name of that database in it.
 *   <li>{@code com.mongodb.client.MongoClient}: the one client of the class. It is closed for you.
 *   <li>{@link dev.meerkat.embedded.EmbeddedMongo}: the server itself, to disturb it.
 * </ul>
 *
 * A parameter that bears an annotation is left to others.
 *
 * <p>The server is an {@link dev.meerkat.embedded.EmbeddedMongo} that belongs to the class with the annotation and to the
 * classes nested in it, or to the test with the annotation, and is stopped after it. Where the environment variable {@code
 * MONGODB_URI}, or before it JUnit's configuration parameter {@code meerkat.mongodb-uri}, names a server, that one is taken
 * instead. There nothing is dropped but the databases that were made here.
 *
 * <p>Tests may run in parallel. The annotation is inherited, and may stand on annotations of your own; the one nearest to
 * the test holds.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(MongoExtension.class)
public @interface WithMongo {

    /** {@return whether to take the embedded server also where another one is named: for tests that disturb it} */
    boolean embedded() default false;
}
