package lianhu.core.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.InMemoryOutboundCalls;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.outbound.OutboundCallStore.Claim;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.report.ReceiptNo;
import lianhu.core.sms.InMemoryReporterPhones;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class FollowUpPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final CallMatter LAMP = new CallMatter.OfFollowUp(new TicketNo("GD20261121621099000376"));
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final Recipient REPORTER = new Recipient.Reporter(RECEIPT);

    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();

    @Test
    void aReporterHasTwoDaysToAnswerAndIsThenCalledOnce() {
        store.solve(LAMP, REPORTER, NOW.minus(Duration.ofHours(48)).plusMillis(1));
        assertEquals(List.of(), await(planner("0936-6661202").findUnasked()));
        store.solve(LAMP, REPORTER, NOW.minus(Duration.ofHours(48)));

        plan("0936-6661202");
        plan("0936-6661202");

        assertEquals(
                List.of("09366661202"),
                await(store.claim(new Claim("a", NOW, NOW.plusSeconds(60), 4, 9, 2))).stream()
                        .map(OutboundCall::number)
                        .toList());
    }

    @Test
    void whoLeftNoNumberOrOneThatMayNotBeCalledIsOnThePageWithTheReason() {
        store.solve(LAMP, REPORTER, NOW.minus(Duration.ofHours(49)));
        plan("");
        assertEquals(Optional.of(OutboundResult.NO_NUMBER), result());

        plan("008529000");
        assertEquals(Optional.of(OutboundResult.NO_NUMBER), result(), "asked once");
    }

    private Optional<OutboundResult> result() {
        return await(store.findByMatter(LAMP, 9, NOW, 9)).calls().stream()
                .map(CalledRecipient::result)
                .findFirst()
                .orElseThrow();
    }

    private void plan(String number) {
        FollowUpPlanner planner = planner(number);
        await(planner.findUnasked()).forEach(one -> await(planner.plan(one, new DialableNumbers(Set.of()))));
    }

    private FollowUpPlanner planner(String number) {
        InMemoryReporterPhones phones = new InMemoryReporterPhones();
        if (!number.isEmpty()) {
            phones.put(RECEIPT, number);
        }
        return new FollowUpPlanner(store, phones, () -> NOW);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
