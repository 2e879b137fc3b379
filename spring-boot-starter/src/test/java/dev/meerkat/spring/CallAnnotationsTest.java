package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.proxy.CallOptions;
import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.NoCache;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallAnnotationsTest {

    private final CallAnnotations annotations = new CallAnnotations();

    private @Nullable CallOptions of(Class<?> type, String method) {
        Method found = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(method) && !each.isBridge())
                .findFirst()
                .orElseThrow();
        return annotations.of(found, type);
    }

    private static CallOptions kept(int minutes) {
        return CallOptions.NONE.keptFor(Duration.ofMinutes(minutes));
    }

    @CacheFor("5m")
    public static class Base {
        public void plain() {}

        @CacheFor("PT10M")
        public void kept() {}
    }

    public static class Derived extends Base {
        @Override
        public void kept() {}

        @NoCache
        @Override
        public void plain() {}
    }

    @NoCache
    public interface Uncached {
        void plain();

        @CacheFor("1h")
        void kept();
    }

    public static class Mixed implements Uncached {
        @Override
        public void plain() {}

        @Override
        public void kept() {}

        public void own() {}
    }

    public static class Bad {
        @CacheFor("soon")
        public void one() {}

        @NoCache
        @CacheFor("1m")
        public void two() {}
    }

    @Test
    void theMethodsOwnWordHoldsThenTheClasss() {
        assertThat(of(Base.class, "kept")).isEqualTo(kept(10));
        assertThat(of(Base.class, "plain")).isEqualTo(kept(5));
    }

    @Test
    void wordsAreInheritedAndTheNearestHolds() {
        assertThat(of(Derived.class, "kept")).isEqualTo(kept(10));
        assertThat(of(Derived.class, "plain")).isEqualTo(CallOptions.NONE.uncached());
    }

    @Test
    void anInterfaceSpeaksOfTheMethodsThatItHas() {
        assertThat(of(Mixed.class, "plain")).isEqualTo(CallOptions.NONE.uncached());
        assertThat(of(Mixed.class, "kept")).isEqualTo(kept(60));
        assertThat(of(Mixed.class, "own")).isNull();
    }

    @Test
    void proxiesOfInterfacesAreUnderstood() throws Exception {
        Object proxy = Proxy.newProxyInstance(
                Uncached.class.getClassLoader(), new Class<?>[] {Uncached.class}, (self, method, arguments) -> null);
        assertThat(annotations.of(Uncached.class.getMethod("kept"), proxy.getClass()))
                .isEqualTo(kept(60));
        assertThat(annotations.of(Uncached.class.getMethod("plain"), proxy.getClass()))
                .isEqualTo(CallOptions.NONE.uncached());
    }

    @Test
    void whatCantBeFollowedIsRefused() {
        assertThatThrownBy(() -> of(Bad.class, "one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@CacheFor(\"soon\")");
        assertThatThrownBy(() -> of(Bad.class, "two")).hasMessageContaining("take one of them away");
    }
}
