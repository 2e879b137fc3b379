package dev.meerkat.simulation;

/** What can be made wrong without a switch in the product. */
enum Flaw {
    INSTANT_AFTER_NOTE("a note's instant is taken after the answer"),
    NOTE_FROM_STALE_PRIMARY("a note is a plain ping, not a linearizable read"),
    NO_FLOOR_ON_HOLE("a hole in the log raises no floor"),
    CONTINUITY_NOT_STRICT("a record continues the chain at an equal watermark"),
    NO_RESET("a lost history is not told"),
    LEASE_NOT_FENCED("the lease is taken and kept whatever its term and beat"),
    CHECKPOINT_NOT_FENCED("a leader shows itself, and writes its checkpoint, whatever the term"),
    LOG_TAKES_ANY_ID("the log takes a record whose id is not above its top"),
    WATERMARK_FROM_REPLY("W is the reply's operation time"),
    WATERMARK_BEFORE_EVENTS("W moves on before the events are applied"),
    FILL_NOT_AFTER_VERSION("a fill reads whatever snapshot there is"),
    FILL_NOT_MAJORITY("a fill reads what the majority may not have"),
    TOKEN_FROM_ASOF("a token is a result's version, not its reply's operation time"),
    BYPASS_WITHOUT_PAST("a chain's read past the cache doesn't say what was seen"),
    UNKNOWN_IDS_RAISE_QUERIES_ONLY("a write of unknown ids raises n only"),
    UNCANONICAL_IDS("an id in two types of number has two tags"),
    RAISED_ON_SUCCESS_ONLY("a write that failed half-way raises nothing"),
    RAISED_AFTER_RETURN("a write raises its tags after it has returned"),
    RENAME_RAISES_OLD_NAME_ONLY("a rename raises the old name only"),
    INSERT_RAISES_QUERIES_ONLY("an insert raises no tag of the absent document"),
    OWN_STREAM_FROM_NOW("a process without the log watches from now on, not from its watermark"),
    DATABASE_FROM_NOW("a database that is added is watched from now on, not from the watermark"),
    EVENTS_ABOVE_WATERMARK("a batch has events that its watermark has not come to"),
    INSERT_RAISES_NO_MEMBERS("an insert's event doesn't raise m"),
    DELETE_RAISES_NO_MEMBERS("a delete's event doesn't raise m"),
    REPLACEMENT_RAISES_NO_MEMBERS("a replacement's event doesn't raise m"),
    UPDATE_RAISES_NO_FIELDS("an update's event raises no f"),
    REMOVED_FIELDS_NOT_TOLD("an update's event tells of the fields that it set, not of those that it removed"),
    OWN_WRITE_RAISES_NO_MEMBERS("a local write of whole documents doesn't raise m"),
    OWN_UPDATE_RAISES_NO_FIELDS("a local update raises no f"),
    RESULT_WITHOUT_FIELDS("a result doesn't depend on the fields that its query looks at"),
    RESULT_WITHOUT_DOCUMENTS("a result doesn't depend on the documents that are in it"),
    RESULT_WITHOUT_INPUTS("a result doesn't depend on the documents that it is known to be made of"),
    SHARED_RESULT_WITHOUT_DOCUMENTS("one from the shared tier doesn't depend on the documents that are in it");

    private final String wrong;

    Flaw(String wrong) {
        this.wrong = wrong;
    }

    /** In words. */
    String wrong() {
        return wrong;
    }
}
