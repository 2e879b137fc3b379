package dev.meerkat.repository;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A class, what it inherits, and which of the methods are one: a method, what it overrides, and their bridges, whatever their
 * erasures. Immutable.
 */
final class Hierarchy {

    private final TypeDescription type;
    private final List<TypeDescription> superclasses;
    private final Set<TypeDescription> interfaces = new LinkedHashSet<>();

    Hierarchy(Class<?> loaded) {
        type = TypeDescription.ForLoadedType.of(loaded);
        superclasses = new ArrayList<>();
        for (Class<?> each = loaded; each != null && each != Object.class; each = each.getSuperclass()) {
            superclasses.add(TypeDescription.ForLoadedType.of(each));
        }
        superclasses.forEach(each -> addInterfaces(each, interfaces));
    }

    private static void addInterfaces(TypeDescription of, Set<TypeDescription> all) {
        List<TypeDescription> direct = of.getInterfaces().asErasures();
        all.addAll(direct);
        direct.forEach(each -> addInterfaces(each, all));
    }

    TypeDescription type() {
        return type;
    }

    /** The class and those that it extends, without {@code Object}, nearest first. */
    List<TypeDescription> superclasses() {
        return superclasses;
    }

    /** All interfaces, roughly nearest first. */
    Set<TypeDescription> interfaces() {
        return interfaces;
    }

    /** Each method that objects of the class are asked for, but for those of {@code Object}. */
    List<MethodGraph.Node> methods() {
        return MethodGraph.Compiler.DEFAULT.compile((TypeDefinition) type).listNodes().stream()
                .filter(node -> !node.getRepresentative().getDeclaringType().represents(Object.class))
                .toList();
    }

    /** The declarations of one method, nearest first, classes before interfaces. */
    List<MethodDescription> declarations(MethodGraph.Node method) {
        List<MethodDescription> found = new ArrayList<>();
        superclasses.forEach(each -> addDeclared(method, each, found));
        interfaces.forEach(each -> addDeclared(method, each, found));
        return found;
    }

    private static void addDeclared(MethodGraph.Node method, TypeDescription in, List<MethodDescription> found) {
        for (MethodDescription declared : in.getDeclaredMethods()
                .filter(ElementMatchers.named(method.getRepresentative().getName())
                        .and(ElementMatchers.isVirtual())
                        .and(ElementMatchers.not(ElementMatchers.isSynthetic())))) {
            if (method.getMethodTypes().contains(declared.asTypeToken())) {
                found.add(declared);
            }
        }
    }
}
