package dev.meerkat.simulation;

/** What must really happen in the stories, or they show nothing. */
enum Incident {
    LEADER_CRASHED,
    LEASE_GIVEN_BACK,
    /** A process begins to lead while the one that led before is paused and doesn't know. */
    LEADER_PAUSED_PAST_ITS_LEASE,
    /** More time than the bound went by between two steps of one thread. */
    THREAD_STOPPED_PAST_THE_BOUND,
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
    CLUSTER_STREAM_REFUSED,
    DATABASE_STREAM_OPENED,
    DATABASE_STREAM_ENDED_BY_DROP,
    READ_NOT_COVERED,
    HIT_WITH_DATABASE_STREAMS,
    TRANSACTION_SPLIT,
    HALF_A_TRANSACTION_LOST,
    LATE_LEADER_REFUSED,
    STALE_PRIMARY_ASKED,
    /** Followers have a part of a transaction for longer than the bound. */
    HALF_A_TRANSACTION_HELD,
    WRITES_ROLLED_BACK,
    LEASE_ROLLED_BACK,
    TWO_CANDIDATES_AT_ONCE,
    TENANT_APPEARED,
    TENANT_DROPPED,
    WRITE_FAILED_HALF_WAY,
    RECORD_SPLIT,
    READ_JOINED,
    READ_BYPASSED,
    HIT_IN_SHARED_TIER,
    FILL_LEASE_TAKEN,
    /** In the place of an entry that was invalidated. */
    FILL_LEASE_TAKEN_OVER,
    FILL_LEASE_GIVEN_UP,
    /** A look for what another process loads: it was not there yet. */
    FILL_AWAITED,
    /** A document that isn't there was served from the cache. */
    HIT_OF_ABSENT_DOCUMENT,
    HIT_OF_DOCUMENT,
    HIT_OF_QUERY,
    HIT_OF_QUERY_BY_FIELD,
    HIT_OF_COUNT,
    HIT_OF_SUM,
    /** Which documents a sum was made of was asked, since it had gone for want of it. */
    INPUTS_ASKED,
    /** A result was served although its collection had changed since: not in what the query looks at, nor in what it gave. */
    HIT_AFTER_A_CHANGE_ELSEWHERE,
    HIT_OF_LARGE_RESULT,
    /** A result's batches saw different states. */
    LARGE_RESULT_STRADDLED_WRITES,
    HIT_WITH_OWN_BOUND,
    REFUSED_BY_OWN_BOUND,
    HIT_IN_CHAIN,
    READ_PAST_THE_CACHE_IN_CHAIN,
    CHAIN_CHANGED_PROCESS
}
