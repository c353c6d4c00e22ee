package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import lianhu.core.call.AgentClaim;
import lianhu.core.call.AgentClaims;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.AgentState;
import lianhu.core.call.AgentStatus;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import org.junit.jupiter.api.Test;

/** What the outbound calls rely on. The fake of their tests and the database pass the same. */
public abstract class OutboundCallStoreContract extends FollowUpCallContract {
    /** Of the same store; nobody is signed in. */
    protected abstract AgentSessions agentSessions();

    /** The same. */
    protected abstract AgentClaims agentClaims();

    @Test
    void aRecipientHasOneCallForAMatterAndItsNumberIsReadAsItWasWritten() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        plan(matter, HEAD, NUMBER);
        plan(matter, HEAD, OTHER_NUMBER);

        // When
        List<OutboundCall> claimed = claim("a", now);

        // Then
        assertEquals(1, claimed.size());
        assertEquals(NUMBER, claimed.getFirst().number());
        assertEquals(matter, claimed.getFirst().matter());
        assertEquals(new Recipient.PostHolder(HEAD), claimed.getFirst().recipient());
        assertEquals(1, claimed.getFirst().attempt());
        assertEquals(List.of(), claim("b", now));
        assertEquals(claimed, await(store().findClaimed("a")));
        assertEquals(List.of(), await(store().findClaimed("b")));
    }

    @Test
    void ofManyClaimsAtOnceEachCallIsTakenByOneAndNoMoreThanTheLines() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        for (int i = 0; i < 9; i++) {
            plan(matter, PostId.of(UNIT, Role.DEPUTY_HEAD, i + 1), "1390000010" + i);
        }

        // When
        List<CompletableFuture<List<OutboundCall>>> claims = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            claims.add(store().claim(new Claim("copy" + i, now, now.plusSeconds(120), LINES, PER_DAY, 0))
                    .subscribeAsCompletionStage());
        }
        List<Long> claimed = claims.stream()
                .flatMap(claim -> claim.join().stream())
                .map(OutboundCall::id)
                .toList();

        // Then
        assertEquals(LINES, claimed.size());
        assertEquals(LINES, claimed.stream().distinct().count());
    }

    @Test
    void oneTelephoneNeverRingsTwiceAtOnce() {
        // Given
        CallMatter fire = emergency(List.of(HEAD));
        CallMatter flood = emergency(List.of(HEAD));
        plan(fire, HEAD, NUMBER);
        plan(flood, HEAD, NUMBER);

        // When
        List<OutboundCall> first = claim("a", now);
        List<OutboundCall> meanwhile = claim("b", now);
        end(first.getFirst(), OutboundResult.BUSY, Optional.of(now.plusSeconds(60)));
        List<OutboundCall> next = claim("b", now);

        // Then
        assertEquals(1, first.size());
        assertEquals(List.of(), meanwhile);
        assertEquals(1, next.size());
        assertFalse(first.getFirst().matter().equals(next.getFirst().matter()));
    }

    @Test
    void anEndedAttemptIsFollowedByTheNextWhenItIsDueAndByNoneAfterAnAnswer() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        plan(matter, HEAD, NUMBER);
        Instant later = now.plusSeconds(180);

        // When
        OutboundCall first = claim("a", now).getFirst();
        end(first, OutboundResult.NO_ANSWER, Optional.of(later));
        List<OutboundCall> early = claim("a", later.minusSeconds(1));
        OutboundCall second = claim("a", later).getFirst();
        end(first, OutboundResult.BUSY, Optional.of(later));
        List<OutboundCall> still = await(store().findClaimed("a"));
        end(second, OutboundResult.ANSWERED, Optional.empty());

        // Then
        assertEquals(List.of(), early);
        assertEquals(2, second.attempt());
        assertEquals(List.of(second), still, "a late end of the first attempt changes nothing");
        assertEquals(List.of(), claim("a", later.plusSeconds(3_600)));
        CalledRecipient board = board(matter).getFirst();
        assertEquals(Optional.of(OutboundResult.ANSWERED), board.result());
        assertEquals(
                List.of(
                        new OutboundCallStore.Attempt(now, Optional.of(OutboundResult.NO_ANSWER)),
                        new OutboundCallStore.Attempt(later, Optional.of(OutboundResult.ANSWERED))),
                board.attempts());
    }

    @Test
    void aCallKnowsHowManyOfItsAttemptsFoundNoLine() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        plan(matter, HEAD, NUMBER);
        OutboundCall first = claim("a", now).getFirst();
        end(first, OutboundResult.CONGESTION, Optional.of(now));
        OutboundCall second = claim("a", now).getFirst();
        end(second, OutboundResult.BUSY, Optional.of(now));

        // When
        OutboundCall third = claim("a", now).getFirst();

        // Then
        assertEquals(
                List.of(1, 1, 2),
                List.of(first, second, third).stream()
                        .map(OutboundCall::attemptsOnPerson)
                        .toList());
        assertEquals(List.of(third), await(store().findClaimed("a")));
        answer(matter);
        assertEquals(List.of(third), await(store().findUnneeded("a", now)));
        assertEquals(List.of(third), await(store().takeOver("b", now.plusSeconds(120), now.plusSeconds(240))));
    }

    @Test
    void aNumberIsCalledAtMostSoManyTimesADayAndCongestionDoesNotCount() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        plan(matter, HEAD, NUMBER);
        end(claim("a", now).getFirst(), OutboundResult.CONGESTION, Optional.of(now));

        // When
        for (int i = 0; i < 3; i++) {
            end(limited(now, 3).getFirst(), OutboundResult.NO_ANSWER, Optional.of(now));
        }

        // Then
        assertEquals(List.of(), limited(now.plus(Duration.ofHours(23)), 3));
        assertEquals(1, limited(now.plus(Duration.ofHours(23)), 4).size(), "the limit alone holds it back");
    }

    @Test
    void anotherInstanceTakesOverWhenTheLeaseHasEndedAndNotBefore() {
        // Given
        CallMatter matter = emergency(List.of(HEAD));
        plan(matter, HEAD, NUMBER);
        OutboundCall lost = claim("a", now).getFirst();

        // When
        List<OutboundCall> early = await(store().takeOver("b", now.plusSeconds(119), now.plusSeconds(200)));
        List<OutboundCall> taken = await(store().takeOver("b", now.plusSeconds(120), now.plusSeconds(200)));

        // Then
        assertEquals(List.of(), early);
        assertEquals(List.of(lost), taken);
        assertEquals(List.of(), await(store().findClaimed("a")));
        assertEquals(List.of(lost), await(store().findClaimed("b")));
        assertEquals(List.of(), claim("a", now.plusSeconds(130)), "a call that nobody ended is not placed again");
    }

    @Test
    void aCallThatIsHeldOnIsTakenOverByNobodyElse() {
        // Given
        CallMatter matter = emergency(List.of(HEAD, DEPUTY));
        plan(matter, HEAD, NUMBER);
        plan(matter, DEPUTY, OTHER_NUMBER);
        List<OutboundCall> calls = claim("a", now);
        Set<Long> ids = calls.stream().map(OutboundCall::id).collect(Collectors.toSet());

        // When
        await(store().renew("a", Set.of(calls.getFirst().id()), now.plusSeconds(240)));
        await(store().renew("b", ids, now.plusSeconds(300)));
        List<OutboundCall> first = await(store().takeOver("b", now.plusSeconds(239), now.plusSeconds(400)));
        List<OutboundCall> second = await(store().takeOver("b", now.plusSeconds(240), now.plusSeconds(400)));

        // Then
        assertEquals(List.of(calls.getLast()), first);
        assertEquals(List.of(calls.getFirst()), second);
    }

    @Test
    void whatSomebodyAnsweredIsCalledNoMore() {
        // Given
        CallMatter matter = emergency(List.of(HEAD, DEPUTY));
        plan(matter, HEAD, NUMBER);
        plan(matter, DEPUTY, OTHER_NUMBER);
        List<OutboundCall> ringing = await(store().claim(new Claim("a", now, now.plusSeconds(120), 1, PER_DAY, 0)));
        List<OutboundCall> before = await(store().findUnneeded("a", now));

        // When
        answer(matter);

        // Then
        assertEquals(List.of(), before);
        assertEquals(ringing, await(store().findUnneeded("a", now)));
        assertEquals(List.of(), await(store().findUnneeded("b", now)));
        assertEquals(List.of(), claim("a", now));
        assertEquals(1, await(store().endUnneeded(now)));
        assertTrue(board(matter).stream()
                .anyMatch(called -> called.result().equals(Optional.of(OutboundResult.NOT_NEEDED))));
    }

    /** An ended call of this id waits to be called back. */
    protected abstract void missed(String call, String number);

    @Test
    void aMissedCallIsCalledBackOnceAtATimeAndWithinTwoMinutes() {
        // Given
        missed("1764.1", NUMBER);
        missed("1764.2", "13900000099");
        CallMatter.OfCallback callback = new CallMatter.OfCallback("1764.1", "chen", "8001");

        // When
        boolean isPlanned = await(store().planCallback(callback, NUMBER, now));
        boolean isPlannedTwice = await(store().planCallback(callback, NUMBER, now));
        boolean isPlannedByOther =
                await(store().planCallback(new CallMatter.OfCallback("1764.1", "wang", "8002"), NUMBER, now));
        boolean isSecondOfAgent =
                await(store().planCallback(new CallMatter.OfCallback("1764.2", "chen", "8001"), "13900000099", now));

        // Then
        assertEquals(
                List.of(true, false, false, false),
                List.of(isPlanned, isPlannedTwice, isPlannedByOther, isSecondOfAgent));
        OutboundCall call = claim("a", now).getFirst();
        assertEquals(callback, call.matter());
        assertEquals(NUMBER, call.number());
        end(call, OutboundResult.REPORTER_NOT_REACHED, Optional.empty());
        assertEquals(
                Optional.of(OutboundResult.REPORTER_NOT_REACHED),
                board(callback).getFirst().result());
        assertEquals(true, await(store().planCallback(callback, NUMBER, now)), "a second attempt");
        assertEquals(List.of(), claim("a", now.plusSeconds(121)), "nobody waits for it any more");
        assertEquals(1, await(store().endUnneeded(now.plusSeconds(121))));
    }

    @Test
    void anAgentWhoCallsBackTakesNoOtherCallAndWrapsUp() {
        // Given
        missed("1764.1", NUMBER);
        CallMatter.OfCallback callback = new CallMatter.OfCallback("1764.1", "chen", "8001");
        await(agentSessions().signIn("chen", "陈静", "8001", List.of(), now));

        // When
        await(store().planCallback(callback, NUMBER, now));
        AgentStatus calling = agent(now);
        AgentClaim meanwhile = await(agentClaims().claim("1764.9", now));
        end(claim("a", now).getFirst(), OutboundResult.NO_ANSWER, Optional.empty());
        AgentStatus notPickedUp = agent(now);
        await(store().planCallback(callback, NUMBER, now));
        end(claim("a", now).getFirst(), OutboundResult.REPORTER_NOT_REACHED, Optional.empty());
        AgentStatus after = agent(now);
        AgentClaim afterwards = await(agentClaims().claim("1764.9", now));

        // Then
        assertEquals(AgentState.CALLING_BACK, calling.state());
        assertEquals("1764.1", calling.call(), "what the caller wants may be filed");
        assertEquals(new AgentClaim.AllBusy(), meanwhile);
        assertEquals(AgentState.READY, notPickedUp.state());
        assertEquals(AgentState.WRAPPING_UP, after.state(), "the telephone is in use a little longer");
        assertEquals("1764.1", after.call());
        assertEquals(new AgentClaim.AllBusy(), afterwards);
        assertEquals(AgentState.READY, agent(now.plusSeconds(61)).state());
        await(agentSessions().resume("chen", now.plusSeconds(1)));
        assertEquals(AgentState.READY, agent(now.plusSeconds(1)).state());
        assertEquals("", agent(now.plusSeconds(1)).call());
    }

    private AgentStatus agent(Instant at) {
        return await(agentSessions().list(at)).getFirst();
    }

    /** A callback is one of the lines of the county. */
    @Test
    void aCallbackNeedsAFreeLine() {
        missed("1764.1", NUMBER);
        plan(emergency(List.of()), PostId.of(UNIT, Role.DEPUTY_HEAD, 1), "13900000101");
        await(store().claim(new Claim("a", now, now.plusSeconds(120), 1, PER_DAY, 0)));
        await(store().planCallback(new CallMatter.OfCallback("1764.1", "chen", "8001"), NUMBER, now));

        assertEquals(List.of(), await(store().claim(new Claim("a", now, now.plusSeconds(120), 1, PER_DAY, 0))));
        assertEquals(
                1,
                await(store().claim(new Claim("a", now, now.plusSeconds(120), 2, PER_DAY, 0)))
                        .size());
    }

    private List<OutboundCall> limited(Instant at, int perDay) {
        return await(store().claim(new Claim("a", at, at.plusSeconds(120), LINES, perDay, 0)));
    }
}
