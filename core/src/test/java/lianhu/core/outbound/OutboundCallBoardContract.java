package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCallStore.CallBoard;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.outbound.OutboundCallStore.Progress;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import org.junit.jupiter.api.Test;

/** Which calls are planned, and what the board shows of them: a part of {@link OutboundCallStoreContract}. */
public abstract class OutboundCallBoardContract {
    protected static final AreaCode UNIT = new AreaCode("621099101201001-L001");

    static final PostId HEAD = PostId.of(UNIT, Role.UNIT_HEAD, 1);
    static final PostId DEPUTY = PostId.of(UNIT, Role.DEPUTY_HEAD, 1);
    static final String NUMBER = "13900000041";
    static final String OTHER_NUMBER = "13900000042";
    static final int LINES = 4;
    static final int PER_DAY = 20;

    final Instant now = now();

    protected abstract OutboundCallStore store();

    /** An open emergency to which messages call these posts. */
    protected abstract CallMatter emergency(List<PostId> called);

    /** Somebody answers it. */
    protected abstract void answer(CallMatter matter);

    protected Instant now() {
        return Instant.parse("2026-11-20T02:00:00Z");
    }

    @Test
    void whomAMessageCallsIsUncalledUntilThereIsACall() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        List<OutboundCallStore.Uncalled> before = await(store().findUncalled(10, now));

        // When
        plan(matter, HEAD, NUMBER);

        // Then
        assertEquals(List.of(new OutboundCallStore.Uncalled(matter, new Recipient.PostHolder(HEAD))), before);
        assertEquals(List.of(), await(store().findUncalled(10, now)));
    }

    @Test
    void nobodyIsUncalledOnceSomebodyAnswered() {
        CallMatter matter = emergency(List.of(HEAD));
        answer(matter);

        assertEquals(List.of(), await(store().findUncalled(10, now)));
    }

    @Test
    void aNumberThatMayNotBeCalledIsOnTheBoardAndNeverClaimed() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));

        // When
        await(store().plan(
                        new PlannedCall(
                                matter,
                                new Recipient.PostHolder(HEAD),
                                UNIT.value(),
                                "",
                                Optional.of(OutboundResult.NOT_ALLOWED)),
                        now));

        // Then
        assertEquals(List.of(), claim("a", now));
        assertEquals(
                List.of(new CalledRecipient(
                        new Recipient.PostHolder(HEAD),
                        Progress.ENDED,
                        Optional.of(OutboundResult.NOT_ALLOWED),
                        List.of())),
                board(matter));
    }

    @Test
    void whoHadNoNumberIsPlannedAgainOnceAMinuteUntilTheRosterHasOne() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        refuse(matter, now);
        Instant minute = now.plusSeconds(60);

        // When
        List<OutboundCallStore.Uncalled> early = await(store().findUncalled(10, minute.minusSeconds(1)));
        List<OutboundCallStore.Uncalled> due = await(store().findUncalled(10, minute));
        refuse(matter, minute);
        List<OutboundCallStore.Uncalled> planned = await(store().findUncalled(10, minute.plusSeconds(59)));
        List<OutboundCall> none = claim("a", minute);
        plan(matter, HEAD, NUMBER);

        // Then
        assertEquals(List.of(), early);
        assertEquals(List.of(new OutboundCallStore.Uncalled(matter, new Recipient.PostHolder(HEAD))), due);
        assertEquals(List.of(), planned, "at most once a minute");
        assertEquals(List.of(), none);
        assertEquals(
                List.of(NUMBER),
                claim("a", minute).stream().map(OutboundCall::number).toList());
        plan(matter, HEAD, OTHER_NUMBER);
        assertEquals(List.of(), claim("a", minute.plusSeconds(3_600)), "a call with a number is not planned again");
    }

    private void refuse(CallMatter matter, Instant at) {
        await(store().plan(
                        new PlannedCall(
                                matter,
                                new Recipient.PostHolder(HEAD),
                                UNIT.value(),
                                "",
                                Optional.of(OutboundResult.NO_NUMBER)),
                        at));
    }

    @Test
    void theBoardListsTheCallsThatGoOnAndThenTheNewestAndCountsTheOthers() {
        // Given
        CallMatter matter = emergency(List.of());
        for (int i = 1; i <= 5; i++) {
            plan(matter, PostId.of(UNIT, Role.DEPUTY_HEAD, i), "1390000010" + i);
        }
        claim("a", now).stream()
                .filter(call -> !call.recipient().equals(deputy(2)))
                .forEach(call -> end(call, OutboundResult.INVALID_NUMBER, Optional.empty()));

        // When
        CallBoard board = await(store().findByMatter(matter, 3, now, PER_DAY));

        // Then
        assertEquals(
                List.of(deputy(5), deputy(2), deputy(4)),
                board.calls().stream().map(CalledRecipient::recipient).toList(),
                "four lines: the fifth waits");
        assertEquals(
                List.of(Progress.WAITING, Progress.RINGING, Progress.ENDED),
                board.calls().stream().map(CalledRecipient::progress).toList());
        assertEquals(5, board.total());
    }

    private static Recipient deputy(int number) {
        return new Recipient.PostHolder(PostId.of(UNIT, Role.DEPUTY_HEAD, number));
    }

    @Test
    void theBoardSaysThatANumberWasCalledAsOftenAsADayAllows() {
        // Given
        CallMatter fire = emergency(List.of(HEAD));
        CallMatter flood = emergency(List.of(HEAD));
        plan(fire, HEAD, NUMBER);
        plan(flood, HEAD, NUMBER);
        end(claim("a", now).getFirst(), OutboundResult.NO_ANSWER, Optional.of(now.plusSeconds(180)));
        end(claim("a", now).getFirst(), OutboundResult.CONGESTION, Optional.of(now.plusSeconds(30)));

        // When
        CallBoard limited = await(store().findByMatter(flood, 10, now, 1));
        CallBoard free = await(store().findByMatter(flood, 10, now, 2));
        CallBoard nextDay = await(store().findByMatter(flood, 10, now.plus(Duration.ofHours(24)), 1));

        // Then
        assertEquals(Progress.AT_DAILY_LIMIT, limited.calls().getFirst().progress());
        assertEquals(Progress.WAITING, free.calls().getFirst().progress(), "without a line it was no attempt");
        assertEquals(Progress.WAITING, nextDay.calls().getFirst().progress());
    }

    protected final List<CalledRecipient> board(CallMatter matter) {
        return await(store().findByMatter(matter, 10, now, PER_DAY)).calls();
    }

    protected final void plan(CallMatter matter, PostId post, String number) {
        await(store().plan(
                        new PlannedCall(matter, new Recipient.PostHolder(post), UNIT.value(), number, Optional.empty()),
                        now));
    }

    protected final List<OutboundCall> claim(String owner, Instant at) {
        return await(store().claim(new Claim(owner, at, at.plusSeconds(120), LINES, PER_DAY, 0)));
    }

    protected final void end(OutboundCall call, OutboundResult result, Optional<Instant> next) {
        await(store().end(call, result, 0, now, next));
    }

    protected static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
