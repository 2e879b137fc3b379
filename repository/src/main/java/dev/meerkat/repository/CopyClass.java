package dev.meerkat.repository;

import java.lang.reflect.InvocationHandler;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.RandomString;

/**
 * The class of copies of a repository: its subclass, which runs the methods that have annotations in their scope, and
 * implements {@link Cached}. All other methods, and all calls among them, are the repository's own.
 */
final class CopyClass {

    private final Class<?> type;
    private final Directives directives;

    CopyClass(Class<?> type, Directives directives) {
        this.type = type;
        this.directives = directives;
    }

    DynamicType.Unloaded<?> make() {
        DynamicType.Builder<?> made = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(type, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                .name(type.getName() + GeneratedType.MARK + RandomString.make())
                .defineField(
                        GeneratedType.LAYER, InvocationHandler.class, Visibility.PRIVATE, SyntheticState.SYNTHETIC);
        for (MethodDescription method : directives.methods()) {
            requireOverridable(method);
            String key = Directives.key(method);
            made = made.method(ElementMatchers.is(method))
                    .intercept(CallAdvice.scoped(
                            SuperMethodCall.INSTANCE,
                            key,
                            directives.scopedByArgument().contains(key)));
        }
        for (MethodGraph.Node node : new Hierarchy(type).methods()) {
            MethodDescription method = node.getRepresentative();
            if (Cached.class.isAssignableFrom(type) && OptionMethods.isOne(method)) {
                requireOverridable(method);
                made = made.method(ElementMatchers.is(method))
                        .intercept(InvocationHandlerAdapter.toField(GeneratedType.LAYER));
            }
        }
        return made.method(ElementMatchers.isEquals().and(ElementMatchers.isDeclaredBy(Object.class)))
                .intercept(InvocationHandlerAdapter.toField(GeneratedType.LAYER))
                .make();
    }

    private static void requireOverridable(MethodDescription method) {
        if (method.isFinal()) {
            throw Refusal.of(
                    Directives.name(method)
                            + " is final, so that what annotations or Cached say about it would have no effect",
                    "Let it be overridden, or take the annotation away");
        }
    }
}
