package dev.meerkat.faults.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each rule at its boundary. */
class CheckerTest {

    private final History history = new History();

    @Test
    void aValueIsStaleOneStepPastTheBoundOnly() {
        history.write(1, 0, 10).write(2, 500, 510);
        history.read(1, 610);
        assertThat(history.tally().stale).isZero();
        assertThat(history.tally().longestNanos).isEqualTo(100);
        history.read(1, 611);
        assertThat(history.tally().stale).isOne();
        assertThat(history.tally().longestNanos).isEqualTo(101);
    }

    @Test
    void whatWasAcknowledgedWithinTheBoundMayBeShownAlready() {
        history.write(1, 0, 10).write(2, 500, 510).read(2, 501).read(2, 700);
        assertNothingIsWrong();
        assertThat(history.tally().longestNanos).isZero();
    }

    @Test
    void stalenessCountsFromTheFirstWriteThatWasMissed() {
        history.write(1, 0, 10).write(3, 500, 540).write(2, 500, 520).read(1, 560);
        assertThat(history.tally().longestNanos).isEqualTo(40);
    }

    @Test
    void aWriteThatOvertookAnEarlierNumberIsMissedFromItsOwnAcknowledgement() {
        history.write(3, 100, 110).write(2, 100, 300).read(2, 311);
        assertThat(history.tally().stale).isOne();
        assertThat(history.violations().get(0)).contains("stale").contains("write 3 of process 0");
    }

    @Test
    void aWriteOfUnknownOutcomeIsAllowedFromItsBeginningAndNeverDemanded() {
        history.write(1, 0, 10).write(2, 500, Write.UNKNOWN).read(2, 500).read(1, 9_000);
        assertNothingIsWrong();
    }

    @Test
    void aValueThatNobodyHadBegunToWriteIsGarbage() {
        history.write(1, 0, 10).write(2, 506, 520).read(2, 500);
        assertThat(history.tally().garbage).isOne();
        history.read(2, 501);
        assertThat(history.tally().garbage).isOne();
        history.read(7, 501);
        assertThat(history.tally().garbage).isEqualTo(2);
        assertThat(history.violations().get(1)).contains("no write");
    }

    @Test
    void aDeletionsNumberIsInNoDocument() {
        history.write(1, 0, 10).delete(2, 20, 30).read(2, 40);
        assertThat(history.tally().garbage).isOne();
    }

    @Test
    void ofADocumentThatWasNeverWrittenNothingButItsAbsenceIsRight() {
        history.read(Read.ABSENT, 500);
        assertNothingIsWrong();
        history.read(0, 500);
        assertThat(history.tally().garbage).isOne();
    }

    @Test
    void absenceIsRightFromTheBeginningOfADeletion() {
        history.write(1, 0, 10).delete(2, 305, 320).read(Read.ABSENT, 300).read(Read.ABSENT, 400);
        assertNothingIsWrong();
    }

    @Test
    void absenceIsStaleWhereNoDeletionHadBegun() {
        history.write(1, 0, 10).delete(2, 306, 320).read(Read.ABSENT, 300);
        assertThat(history.tally().stale).isOne();
    }

    @Test
    void absenceIsStalePastTheBoundAfterALaterWrite() {
        history.write(1, 0, 10).delete(2, 20, 30).write(3, 40, 50).read(Read.ABSENT, 150);
        assertThat(history.tally().stale).isZero();
        history.read(Read.ABSENT, 151);
        assertThat(history.tally().stale).isOne();
    }

    @Test
    void aDeletionOfUnknownOutcomeExplainsAnAbsence() {
        history.write(1, 0, 10)
                .delete(2, 20, Write.UNKNOWN)
                .read(Read.ABSENT, 500)
                .read(1, 500);
        assertNothingIsWrong();
    }

    @Test
    void aDeletedDocumentThatIsStillShownIsStalePastTheBound() {
        history.write(1, 0, 10).delete(2, 20, 30).read(1, 130);
        assertThat(history.tally().stale).isZero();
        history.read(1, 131);
        assertThat(history.tally().stale).isOne();
        assertThat(history.violations().get(0)).contains("deletion 2");
    }

    @Test
    void aProcessSeesItsOwnWriteFromItsAcknowledgementOn() {
        history.write(1, 0, 10).write(new Write(1, 0, 2, false, 500, 510));
        history.read(1, 510);
        assertThat(history.tally().ownMissed).isZero();
        history.read(1, 511);
        assertThat(history.tally().ownMissed).isOne();
        assertThat(history.tally().stale).isZero();
        assertThat(history.violations().get(0)).contains("its own write missed, write 2 of process 1");
    }

    @Test
    void anotherProcessMayMissItForTheBound() {
        history.write(1, 0, 10).write(new Write(2, 0, 2, false, 500, 510)).read(1, 610);
        assertNothingIsWrong();
    }

    @Test
    void somebodyElsesLaterNumberIsAsGoodAsTheOwnOne() {
        history.write(new Write(1, 0, 2, false, 500, 510)).write(3, 500, 505).read(3, 520);
        assertNothingIsWrong();
    }

    @Test
    void anOwnDeletionIsSeenToo() {
        history.write(1, 0, 10).write(new Write(1, 0, 2, true, 500, 510)).read(1, 511);
        assertThat(history.tally().ownMissed).isOne();
        history.read(Read.ABSENT, 511);
        assertThat(history.tally().ownMissed).isOne();
    }

    @Test
    void anOwnWriteIsMissedByAnAbsenceThatOnlyEarlierDeletionsExplain() {
        history.delete(1, 0, 10).write(new Write(1, 0, 2, false, 500, 510)).read(Read.ABSENT, 511);
        assertThat(history.tally().ownMissed).isOne();
    }

    @Test
    void theReadsOfThePlainDriverOweNothingToItsWrites() {
        history.write(1, 0, 10).write(2, 500, 510).read(new Read(Write.PLAIN, Source.BYPASSED, 0, 1, 520, 530));
        assertNothingIsWrong();
    }

    @Test
    void aCausalSessionSeesNothingEarlierThanBefore() {
        history.write(1, 0, 10).write(3, 500, 510).read(new CausalRead(read(1, 515), 1));
        assertNothingIsWrong();
        history.read(new CausalRead(read(1, 515), 2));
        assertThat(history.tally().causal).isOne();
        assertThat(history.violations().get(0)).contains("its session had seen 2");
    }

    @Test
    void aCausalSessionSeesADeletionAndWhatCameBeforeIt() {
        history.write(1, 0, 10).delete(2, 500, 510).read(new CausalRead(read(Read.ABSENT, 515), 2));
        assertNothingIsWrong();
        history.read(new CausalRead(read(Read.ABSENT, 515), 3));
        assertThat(history.tally().causal).isOne();
    }

    @Test
    void aReadInACausalSessionIsJudgedLikeAnyOther() {
        history.write(1, 0, 10).write(2, 500, 510).read(new CausalRead(read(1, 611), 1));
        assertThat(history.tally().stale).isOne();
    }

    private static Read read(long number, long begun) {
        return new Read(1, Source.SHARED, 0, number, begun, begun + 5);
    }

    @Test
    void aCountMayLackWhatWasAcknowledgedWithinTheBound() {
        history.insert(2, 0, 10).insert(2, 20, 30).count(1, 130);
        assertNothingIsWrong();
        assertThat(history.tally().longestNanos).isEqualTo(100);
        history.count(1, 131);
        assertThat(history.tally().stale).isOne();
    }

    @Test
    void aCountMayNotExceedWhatHadBegun() {
        history.insert(2, 0, 10).insert(2, 505, Write.UNKNOWN).count(2, 500);
        assertNothingIsWrong();
        history.count(2, 499);
        assertThat(history.tally().garbage).isOne();
    }

    @Test
    void aCountLacksNoneOfItsProcessesOwnInserts() {
        history.insert(2, 0, 10).insert(1, 500, 510).insert(2, 500, 510).count(1, 510);
        assertNothingIsWrong();
        history.count(2, 511);
        assertNothingIsWrong();
        history.count(1, 511);
        assertThat(history.tally().ownMissed).isOne();
        assertThat(history.tally().stale).isZero();
    }

    @Test
    void aStaleCountMissesOwnInsertsOnlyIfItIsLessThanThem() {
        history.insert(2, 0, 10).insert(1, 500, 511).count(0, 511);
        assertThat(history.tally().stale).isOne();
        assertThat(history.tally().ownMissed).isZero();
        history.count(0, 512);
        assertThat(history.tally().ownMissed).isOne();
    }

    @Test
    void aFailureCountsUnlessMongoDBFailed() {
        history.failure(true);
        assertNothingIsWrong();
        assertThat(history.tally().excused).isOne();
        history.failure(false);
        assertThat(history.tally().failed).isOne();
        assertThat(history.violations().get(0))
                .contains("a read of process 1 failed")
                .contains("IOException: no");
    }

    @Test
    void whatIsForgottenMakesNoReadWrong() {
        history.write(1, 0, 10).delete(2, 20, 30).write(3, 40, 50).write(4, 60, 70);
        history.forget(1_000).read(3, 61).read(1, 20).read(Read.ABSENT, 45).read(4, 2_000);
        assertNothingIsWrong();
        history.read(3, 171);
        assertThat(history.tally().stale).isOne();
    }

    @Test
    void whatIsForgottenStaysForgotten() {
        history.write(1, 0, 10).write(2, 20, 30).write(3, 40, 50).forget(1_000);
        history.write(1, 0, 2_000).forget(3_000).read(2, 45);
        assertNothingIsWrong();
    }

    @Test
    void whatHappensIsCountedForTheFaultThatWasOnWhenItBegan() {
        history.injection(new Injection("frost", 100, 150, 200)).write(1, 50, 60);
        history.injection(Injection.begun("fire", 300)).write(2, 301, 302);
        history.read(1, 99)
                .read(1, 100)
                .read(1, 199)
                .read(1, 200)
                .read(1, 299)
                .read(1, 300)
                .read(1, 500);
        assertThat(history.tally(Windows.CALM).results[Source.NEAR.ordinal()]).isEqualTo(3);
        assertThat(history.tally("frost").results[Source.NEAR.ordinal()]).isEqualTo(2);
        assertThat(history.tally("fire").results[Source.NEAR.ordinal()]).isEqualTo(2);
        assertThat(history.tally("fire").writes).isOne();
        assertThat(history.violations().get(0)).contains("during fire");
    }

    private void assertNothingIsWrong() {
        assertThat(history.violations()).isEmpty();
        Tally tally = history.tally();
        assertThat(tally.stale + tally.ownMissed + tally.causal + tally.garbage + tally.failed)
                .isZero();
    }
}
