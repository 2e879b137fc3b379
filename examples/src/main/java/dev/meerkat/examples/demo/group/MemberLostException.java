package dev.meerkat.examples.demo.group;

/** A process of the demo ended, failed or did not answer in time. */
public final class MemberLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MemberLostException(String message) {
        super(message);
    }
}
