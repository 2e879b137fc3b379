package dev.meerkat.repository;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects within reach of a repository, and which of them lead to handles. Breadth first, so that an object counts as near
 * as it is. Never looked into: classes of Java's, the driver's, of logging, what is wrapped already, and what its module hides.
 */
final class HolderGraph {

    /** A repository's fields are looked at, those of what they refer to, and so on: so many steps. */
    private static final int DEPTH = 3;

    private static final int OBJECTS = 100_000;

    private final Fields fields;
    private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
    private final List<Node> inOrder = new ArrayList<>();
    private final Deque<Node> queue = new ArrayDeque<>();
    private final Class<?> type;
    private final String remedy;

    private HolderGraph(Class<?> type, String remedy, Fields fields) {
        this.type = type;
        this.remedy = remedy;
        this.fields = fields;
    }

    /**
     * Looks at the repository.
     *
     * @param remedy what to do where it can't be copied
     * @throws IllegalArgumentException where nothing within reach is a handle, or where its fields are hidden
     */
    static HolderGraph of(Object repository, String remedy, Fields fields) {
        HolderGraph graph = new HolderGraph(repository.getClass(), remedy, fields);
        graph.reach(repository, null, Refusal.name(repository.getClass()), null);
        graph.walk();
        graph.markHolders();
        Node root = graph.nodes.get(repository);
        if (root == null || !root.holdsHandles) {
            throw Refusal.of(
                    "No MongoCollection, MongoDatabase or MongoClient can be found in "
                            + Refusal.name(repository.getClass()) + " or in what it refers to",
                    remedy + ". If what it holds is wrapped already, it caches as it is");
        }
        return graph;
    }

    /** The objects that hold handles, handles among them, nearest first. */
    List<Node> holding() {
        return inOrder.stream().filter(node -> node.holdsHandles).toList();
    }

    /** The object's node, if it holds handles. */
    @Nullable
    Node holding(@Nullable Object value) {
        Node node = value == null ? null : nodes.get(value);
        return node != null && node.holdsHandles ? node : null;
    }

    private void walk() {
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            switch (node.kind) {
                case HANDLE, SUPPLIER -> {}
                case CONTAINER, MUTABLE ->
                    Containers.forEach(node.value, (where, element) -> reach(element, null, node.path + where, node));
                case PROXY -> reach(Proxy.getInvocationHandler(node.value), null, node.path + ".handler", node);
                case HOLDER, RECORD, LAMBDA, ENUM -> walkFields(node);
            }
        }
    }

    private void walkFields(Node node) {
        for (Field field : fields.of(node.value.getClass())) {
            if (field.getType().isPrimitive()) {
                continue;
            }
            if (Fields.isOpen(field, node.value)) {
                Object value = Fields.get(field, node.value);
                if (value != null) {
                    reach(value, field, node.path + "." + field.getName(), node);
                }
            } else if (node.depth == 0) {
                throw Refusal.of(
                        "The fields of " + Refusal.name(type) + " are hidden: "
                                + field.getDeclaringClass().getModule() + " doesn't open "
                                + field.getDeclaringClass().getPackageName(),
                        Refusal.openIt(field.getDeclaringClass()));
            }
        }
    }

    private void reach(Object value, @Nullable Field field, String path, @Nullable Node holder) {
        Node node = nodes.get(value);
        if (node == null) {
            int depth = holder == null ? 0 : field == null ? holder.depth : holder.depth + 1;
            node = Node.of(value, field, path, depth);
            if (node == null) {
                return;
            }
            nodes.put(value, node);
            inOrder.add(node);
            if (nodes.size() > OBJECTS) {
                throw Refusal.of(
                        Refusal.name(type) + " refers to more objects than can be looked through for handles", remedy);
            }
            enqueue(node, field != null);
        }
        if (holder != null) {
            node.holders.add(holder);
        }
    }

    /** Elements are as near as their container, which is looked through wherever a handle would be seen. */
    private void enqueue(Node node, boolean isStep) {
        boolean isContainer = node.kind == Node.Kind.CONTAINER || node.kind == Node.Kind.MUTABLE;
        if (node.depth > DEPTH && !isContainer) {
            return;
        }
        if (isStep) {
            queue.addLast(node);
        } else {
            queue.addFirst(node);
        }
    }

    private void markHolders() {
        Deque<Node> marked = new ArrayDeque<>(holding());
        while (!marked.isEmpty()) {
            for (Node holder : marked.remove().holders) {
                if (!holder.holdsHandles) {
                    holder.holdsHandles = true;
                    marked.add(holder);
                }
            }
        }
    }
}
