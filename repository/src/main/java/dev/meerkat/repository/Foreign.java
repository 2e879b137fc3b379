package dev.meerkat.repository;

import java.util.List;

/** Classes whose objects are never looked into: Java's own, the driver's, Meerkat's and those of logging. */
final class Foreign {

    private static final List<String> PREFIXES = List.of(
            "com.mongodb.",
            "org.bson.",
            "dev.meerkat.cache.",
            "dev.meerkat.changes.",
            "dev.meerkat.proxy.",
            "org.slf4j.",
            "ch.qos.logback.",
            "org.apache.logging.",
            "org.apache.commons.logging.",
            "org.jboss.logging.");

    private Foreign() {}

    static boolean isForeign(Class<?> type) {
        return isJdk(type)
                || type.getPackageName().equals("dev.meerkat")
                || type == Repositories.class
                || PREFIXES.stream().anyMatch(type.getName()::startsWith);
    }

    static boolean isJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }
}
