package dev.meerkat.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a Redis to the tests of a class, or to one test. Constructors, tests and lifecycle methods get it by parameters of
 * these types:
 *
 * <ul>
 *   <li>{@code java.net.URI}: {@code redis://127.0.0.1:port/n}, for any client. The database n is empty. It belongs to the
 *       test and is emptied after it. Asked for in {@code @BeforeAll} or in the constructor of a class that is instantiated
 *       once, it belongs to the class instead: then all its tests get this one.
 *   <li>{@code redis.clients.jedis.RedisClient} or {@code UnifiedJedis}: a client of that database. It is closed for you.
 *       Jedis has to be among your dependencies.
 *   <li>{@link dev.meerkat.embedded.EmbeddedRedis}: the server itself, to disturb it.
 * </ul>
 *
 * A parameter that bears an annotation is left to others.
 *
 * <p>The server is an {@link dev.meerkat.embedded.EmbeddedRedis}, a real redis-server in a process of its own. It belongs
 * to the class with the annotation and to the classes nested in it, or to the test with the annotation, and is stopped
 * after it. A Redis that the environment names is never taken: it can't be known to be nobody's.
 *
 * <p>Tests may run in parallel; 16 of a class at a time, others wait. Channels, scripts and what a client does to the server
 * as a whole aren't kept apart within a class: put the annotation on the test for that. The annotation is inherited, and
 * may stand on annotations of your own; the one nearest to the test holds.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(RedisExtension.class)
public @interface WithRedis {}
