package dev.meerkat.embedded.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** Another clock, and how far it was moved away from that. Lives on the event loop. */
final class MovableClock extends Clock {

    private final Clock clock;
    private Duration moved = Duration.ZERO;

    MovableClock(Clock clock) {
        this.clock = clock;
    }

    void move(Duration by) {
        moved = moved.plus(by);
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(moved);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        MovableClock other = new MovableClock(clock.withZone(zone));
        other.move(moved);
        return other;
    }
}
