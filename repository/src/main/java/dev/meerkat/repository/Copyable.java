package dev.meerkat.repository;

import dev.meerkat.proxy.HandleProxies;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** What may be copied: all that a copy can do in its original's place. */
final class Copyable {

    private final String remedy;
    private final Fields fields;

    /**
     * @param remedy what to do where something can't be copied
     */
    Copyable(String remedy, Fields fields) {
        this.remedy = remedy;
        this.fields = fields;
    }

    /**
     * Checks the objects that would be copied.
     *
     * @throws IllegalArgumentException naming the first that can't be
     */
    void require(HolderGraph graph) {
        graph.holding().forEach(this::require);
    }

    private void require(Node node) {
        switch (node.kind) {
            case HANDLE, SUPPLIER, CONTAINER, PROXY, RECORD -> {}
            case HOLDER -> requireFixed(node);
            case MUTABLE ->
                throw Refusal.of(
                        node.path + " holds driver handles and can change: a copy would not change with it",
                        "Use List.copyOf, Set.copyOf or Map.copyOf there. Or else: " + remedy);
            case LAMBDA ->
                throw Refusal.of(
                        node.path + " is a lambda that uses driver handles, which can't be replaced within it",
                        "Make it a class with fields, or a Supplier of handles. Or else: " + remedy);
            case ENUM ->
                throw Refusal.of(
                        node.path + " is an enum's constant that holds driver handles, and there is only one of it",
                        remedy);
        }
    }

    private void requireFixed(Node node) {
        Class<?> type = node.value.getClass();
        if (Fields.inheritsHidden(type)) {
            throw Refusal.of(node.path + " extends a class of Java's own with state, which can't be copied", remedy);
        }
        for (Field field : fields.of(type)) {
            if (Fields.isMutable(field) && !isHandle(field, node.value)) {
                throw Refusal.of(
                        node.path + "." + field.getName()
                                + " is not final: a wrapped repository works on a copy, and a value set in one would not be seen in the other",
                        "Make it final. Or else: " + remedy);
            }
        }
    }

    private static boolean isHandle(Field field, Object holder) {
        return Handles.isType(field.getType())
                || Handles.isSupplier(field)
                || (!field.getType().isPrimitive()
                        && Fields.isOpen(field, holder)
                        && HandleProxies.isHandle(Fields.get(field, holder)));
    }

    /** Whether objects of a subclass can stand for its own. */
    static boolean canBeExtended(Class<?> type) {
        return !Modifier.isFinal(type.getModifiers())
                && !type.isEnum()
                && !type.isSealed()
                && !type.isHidden()
                && !type.isAnnotation();
    }

    /** What keeps a type from having subclasses, for people. */
    static String obstacle(Class<?> type) {
        if (type.isHidden()) {
            return Refusal.name(type) + " is a lambda or another hidden class";
        }
        if (type.isEnum() || type.isRecord() || type.isAnnotation()) {
            return Refusal.name(type) + " is "
                    + (type.isEnum() ? "an enum" : type.isRecord() ? "a record" : "an annotation");
        }
        return Refusal.name(type) + " is " + (type.isSealed() ? "sealed" : "final");
    }
}
