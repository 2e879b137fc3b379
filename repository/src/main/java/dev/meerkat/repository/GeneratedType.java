package dev.meerkat.repository;

import java.lang.reflect.Field;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.objenesis.ObjenesisStd;
import org.objenesis.instantiator.ObjectInstantiator;

/**
 * A class that Meerkat generated, and how its objects are made: without a constructor. Thread-safe.
 *
 * <p>What belongs to an object is in its fields, never in the class: a class loader can go while Meerkat stays.
 */
final class GeneratedType {

    /** What the names of generated classes have within. */
    static final String MARK = "$Meerkat$";

    static final String LAYER = "meerkat$layer";
    static final String TARGET = "meerkat$target";

    /** Known for as long as the class is. */
    private static final ClassValue<Optional<GeneratedType>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<GeneratedType> computeValue(Class<?> type) {
            return type.getName().contains(MARK) ? Optional.of(new GeneratedType(type)) : Optional.empty();
        }
    };

    private final ObjectInstantiator<?> instantiator;
    private final Field layer;
    private final @Nullable Field target;

    private GeneratedType(Class<?> type) {
        // Without Objenesis's own cache: it goes by class names and would keep the classes.
        instantiator = new ObjenesisStd(false).getInstantiatorOf(type);
        Field itsTarget = null;
        try {
            layer = type.getDeclaredField(LAYER);
            layer.setAccessible(true);
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(TARGET)) {
                    field.setAccessible(true);
                    itsTarget = field;
                }
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type + " is not one of Meerkat's", e);
        }
        target = itsTarget;
    }

    static GeneratedType of(Class<?> generated) {
        return KNOWN.get(generated).orElseThrow();
    }

    static boolean isGenerated(Class<?> type) {
        return KNOWN.get(type).isPresent();
    }

    /** The layer of an object of a generated class; null where it is none, or none of this Meerkat's classes. */
    static @Nullable Layer layerOf(@Nullable Object object) {
        if (object == null || !object.getClass().getName().contains(MARK)) {
            return null;
        }
        Optional<GeneratedType> type = KNOWN.get(object.getClass());
        try {
            return type.isPresent() && type.get().layer.get(object) instanceof Layer layer ? layer : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object whose fields are unset. */
    Object allocate() {
        return instantiator.newInstance();
    }

    void attach(Object object, Layer itsLayer) {
        try {
            layer.set(object, itsLayer);
            if (target != null) {
                target.set(object, itsLayer.target());
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new view. */
    Object view(Layer itsLayer) {
        Object view = allocate();
        attach(view, itsLayer);
        return view;
    }
}
