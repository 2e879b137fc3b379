package dev.meerkat.repository;

import java.lang.reflect.InvocationHandler;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.modifier.SynchronizationState;
import net.bytebuddy.description.modifier.SyntheticState;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.Transformer;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.RandomString;

/** The class of views: every method is called on the target, in its scope. */
final class ViewClass {

    private final ViewedTypes types;
    private final Set<String> scopedByArgument;
    private final String name;

    /**
     * @param scopedByArgument the methods of which an argument has a say
     * @param name what the class's name begins with
     */
    ViewClass(ViewedTypes types, Set<String> scopedByArgument, String name) {
        this.types = types;
        this.scopedByArgument = scopedByArgument;
        this.name = name;
    }

    DynamicType.Unloaded<?> make() {
        DynamicType.Builder<?> made = new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(types.base(), ConstructorStrategy.Default.NO_CONSTRUCTORS)
                .implement(types.interfaces())
                .name(name + GeneratedType.MARK + RandomString.make())
                .defineField(GeneratedType.LAYER, InvocationHandler.class, Visibility.PRIVATE, SyntheticState.SYNTHETIC)
                .defineField(GeneratedType.TARGET, Object.class, Visibility.PRIVATE, SyntheticState.SYNTHETIC);
        TypeDescription itself = made.toTypeDescription();
        for (MethodGraph.Node node :
                MethodGraph.Compiler.DEFAULT.compile((TypeDefinition) itself).listNodes()) {
            MethodDescription method = node.getRepresentative();
            if (isHandedOn(method, itself)) {
                made = made.method(ElementMatchers.is(method))
                        .intercept(implementation(method, itself))
                        .transform(Transformer.ForMethod.withModifiers(SynchronizationState.PLAIN));
            }
        }
        return made.make();
    }

    private boolean isHandedOn(MethodDescription method, TypeDescription itself) {
        if (!method.isVirtual()
                || ElementMatchers.isFinalizer().matches(method)
                || (method.getDeclaringType().represents(Object.class) && (method.isFinal() || method.isProtected()))) {
            return false;
        }
        if (method.isFinal()) {
            throw Refusal.of(
                    Directives.name(method) + " is final, so that a view can't hand it on",
                    "Make it overridable, or give " + Refusal.name(types.asked()) + " an interface and wrap that");
        }
        return method.isVisibleTo(itself);
    }

    private Implementation implementation(MethodDescription method, TypeDescription itself) {
        if (ElementMatchers.isEquals().matches(method) || (types.areCached() && OptionMethods.isOne(method))) {
            return InvocationHandlerAdapter.toField(GeneratedType.LAYER);
        }
        String key = Directives.key(method);
        Implementation call = CallAdvice.scoped(handingOn(method, itself), key, scopedByArgument.contains(key));
        return types.fit(method.getReturnType().asErasure()) ? CallAdvice.fluent(call) : call;
    }

    /** A plain call, or, where a subclass may call a method on itself only, one by reflection. */
    private static Implementation handingOn(MethodDescription method, TypeDescription itself) {
        TypeDescription declaring = method.getDeclaringType().asErasure();
        boolean callable = declaring.isVisibleTo(itself) && (method.isPublic() || declaring.isSamePackage(itself));
        if (!callable) {
            return InvocationHandlerAdapter.toField(GeneratedType.LAYER);
        }
        FieldDescription target = itself.getDeclaredFields()
                .filter(ElementMatchers.named(GeneratedType.TARGET))
                .getOnly();
        StackManipulation onTarget = new StackManipulation.Compound(
                MethodVariableAccess.loadThis(), FieldAccess.forField(target).read(), TypeCasting.to(declaring));
        return MethodCall.invoke(method).on(onTarget, declaring).withAllArguments();
    }
}
