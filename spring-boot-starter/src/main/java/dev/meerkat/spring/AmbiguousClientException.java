package dev.meerkat.spring;

import java.util.List;

/** Thrown where there are several clients and none of them is the one to cache. */
final class AmbiguousClientException extends RuntimeException {

    private static final long serialVersionUID = 1;

    AmbiguousClientException(List<String> clients) {
        super("Meerkat can't tell which of these clients to cache: " + String.join(", ", clients));
    }
}
