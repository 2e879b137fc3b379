package dev.meerkat.benchmarks;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Meerkat;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call that the generated class only passes on, beside the direct call. */
@State(Scope.Benchmark)
public class PassedCall {

    private final World world = new World();
    private final Meerkat meerkat = World.serving(world.alone());
    private final MongoCollection<User> plain = world.users;
    private final MongoCollection<User> wrapped = meerkat.wrap(world.users);

    public PassedCall() {
        if (Arrays.stream(wrapped.getClass().getDeclaredMethods())
                .noneMatch(method -> method.getName().equals("getNamespace"))) {
            throw new IllegalStateException("getNamespace() is not passed by the generated class: choose another");
        }
    }

    @Benchmark
    public MongoNamespace meerkat() {
        return wrapped.getNamespace();
    }

    @Benchmark
    public MongoNamespace directCall() {
        return plain.getNamespace();
    }

    @TearDown
    public void close() {
        meerkat.close();
        world.close();
    }
}
