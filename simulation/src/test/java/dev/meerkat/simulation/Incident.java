package dev.meerkat.simulation;

/** What must really happen in the stories, or they show nothing. */
enum Incident {
    LEADER_CRASHED,
    /** A process begins to lead while the one that led before is paused and doesn't know. */
    LEADER_PAUSED_PAST_ITS_LEASE,
    MESSAGE_LOST,
    MESSAGE_REPEATED,
    /** A record comes after one that was written later. */
    MESSAGE_OVERTAKEN,
    SHARED_TIER_LOST,
    SHARED_TIER_OF_OLD_CAME_BACK,
    LOG_LOST,
    LOG_CUT_SHORT,
    HISTORY_LOST,
    /** A process watches for itself, since the shared log stands still. */
    ON_ITS_OWN,
    BACK_ON_THE_LOG,
    TRANSACTION_SPLIT,
    HALF_A_TRANSACTION_LOST,
    LATE_LEADER_REFUSED,
    STALE_PRIMARY_ASKED,
    READ_JOINED,
    READ_BYPASSED,
    HIT_IN_SHARED_TIER
}
