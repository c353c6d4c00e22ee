package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.outbound.OutboundCallStore.Uncalled;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** Which reporters are asked, and when: a part of {@link OutboundCallStoreContract}. */
public abstract class FollowUpCallContract extends OutboundCallBoardContract {
    private static final Recipient REPORTER = reporter(1);

    /** A matter open to all that this receipt reported by telephone, said to be solved at that moment. */
    protected abstract CallMatter solved(Recipient reporter, Instant at);

    @Test
    void aReporterWhoDoesNotAnswerIsAskedOnce() {
        // Given
        CallMatter matter = solved(REPORTER, now);

        // When
        List<Uncalled> early = await(store().findUnasked(10, now.minusMillis(1)));
        List<Uncalled> due = await(store().findUnasked(10, now));
        plan(matter, REPORTER, NUMBER);

        // Then
        assertEquals(List.of(), early);
        assertEquals(List.of(new Uncalled(matter, REPORTER)), due);
        assertEquals(List.of(), await(store().findUnasked(10, now)));
        OutboundCall call = claim(4, 1).getFirst();
        assertEquals(matter, call.matter());
        assertEquals(REPORTER, call.recipient());
        end(call, OutboundResult.DECLINED, Optional.empty());
        assertEquals(List.of(), await(store().findUnasked(10, now)));
        assertEquals(
                Optional.of(OutboundResult.DECLINED), board(matter).getFirst().result());
    }

    @Test
    void whoAnsweredIsNotAsked() {
        CallMatter answered = solved(REPORTER, now);
        answer(answered);
        CallMatter planned = solved(reporter(2), now);
        plan(planned, reporter(2), NUMBER);
        answer(planned);

        assertEquals(List.of(), await(store().findUnasked(10, now)));
        assertEquals(List.of(), claim(4, 4));
        assertEquals(1, await(store().endUnneeded(now)));
    }

    @Test
    void emergenciesGoFirstAndFollowUpsHaveTheirShareOfTheLines() {
        // Given
        IntStream.rangeClosed(1, 3).forEach(i -> plan(solved(reporter(i), now), reporter(i), "1390000020" + i));
        CallMatter fire = emergency(List.of());
        IntStream.rangeClosed(1, 3).forEach(i -> plan(fire, PostId.of(UNIT, Role.DEPUTY_HEAD, i), "1390000010" + i));

        // When
        List<OutboundCall> full = claim(4, 2);
        List<OutboundCall> more = claim(9, 2);
        List<OutboundCall> outsideTheHours = claim(9, 0);

        // Then
        assertEquals(3, full.stream().filter(call -> call.matter().equals(fire)).count());
        assertEquals(4, full.size());
        assertEquals(1, more.size(), "two of three reporters");
        assertEquals(List.of(), outsideTheHours);
    }

    @Test
    void aNumberIsAskedAboutOneMatterADay() {
        // Given
        CallMatter lamp = solved(REPORTER, now);
        CallMatter road = solved(reporter(2), now);
        plan(lamp, REPORTER, NUMBER);
        plan(road, reporter(2), NUMBER);

        // When
        OutboundCall first = claim(4, 2).getFirst();
        end(first, OutboundResult.NO_ANSWER, Optional.of(now));
        List<OutboundCall> same = claim(4, 2);
        end(same.getFirst(), OutboundResult.ANSWERED, Optional.empty());

        // Then
        assertEquals(first.matter(), same.getFirst().matter());
        assertEquals(1, same.size());
        assertEquals(List.of(), claim(4, 2));
        Instant tomorrow = now.plus(Duration.ofHours(25));
        assertEquals(
                1,
                await(store().claim(new Claim("a", tomorrow, tomorrow.plusSeconds(60), 4, PER_DAY, 2)))
                        .size());
    }

    /** The owner waits at the telephone: a request that finds no line at once is dropped. */
    @Test
    void anOwnerWhoAsksForTheReporterIsCalledAtOnceOrNotAtAll() {
        // Given
        TicketNo ticket = ((CallMatter.OfFollowUp) solved(REPORTER, now)).ticket();
        CallMatter talk = new CallMatter.OfReporterCall(ticket, new ReceiptNo(REPORTER.id()));
        Recipient owner = new Recipient.PostHolder(HEAD);
        plan(talk, owner, NUMBER);
        plan(talk, owner, NUMBER);

        // When
        List<OutboundCall> first = claim(1, 0);
        plan(talk, owner, NUMBER);
        List<OutboundCall> meanwhile = claim(4, 0);
        end(first.getFirst(), OutboundResult.REPORTER_NOT_REACHED, Optional.empty());
        plan(talk, owner, NUMBER);
        Instant late = now.plusSeconds(121);
        List<OutboundCall> tooLate = await(store().claim(new Claim("a", late, late.plusSeconds(60), 4, PER_DAY, 0)));

        // Then
        assertEquals(List.of(talk), first.stream().map(OutboundCall::matter).toList());
        assertEquals(owner, first.getFirst().recipient());
        assertEquals(List.of(), meanwhile);
        assertEquals(List.of(), tooLate);
        assertEquals(1, await(store().endUnneeded(late)));
        assertEquals(
                List.of(Optional.of(OutboundResult.NOT_NEEDED), Optional.of(OutboundResult.REPORTER_NOT_REACHED)),
                board(talk).stream()
                        .map(OutboundCallStore.CalledRecipient::result)
                        .toList());
        assertEquals(List.of(), board(new CallMatter.OfFollowUp(ticket)));
        assertEquals(List.of(), board(new CallMatter.OfTicket(ticket)));
    }

    private List<OutboundCall> claim(int lines, int followUpLines) {
        return await(store().claim(new Claim("a", now, now.plusSeconds(120), lines, PER_DAY, followUpLines)));
    }

    private void plan(CallMatter matter, Recipient reporter, String number) {
        await(store().plan(new PlannedCall(matter, reporter, "", number, Optional.empty()), now));
    }

    private static Recipient reporter(int number) {
        return new Recipient.Reporter(new ReceiptNo("1000000" + number));
    }
}
