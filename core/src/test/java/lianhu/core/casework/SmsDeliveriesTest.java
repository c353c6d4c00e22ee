package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reporters are told by SMS. */
class SmsDeliveriesTest {
    private static final String MOBILE = "15400001111";

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void aCallerIsToldTheReceiptTheOwnerAndTheResultBySms() {
        // Given
        TicketNo no = scenario.report("说不清的事", Channel.HOTLINE, MOBILE);
        // When
        scenario.dispatch(no, CaseworkScenario.GRID);
        scenario.result(no);
        // Then
        assertEquals(List.of("RECEIPT", "DISPATCHED", "RESULT"), bySms());
    }

    @ParameterizedTest
    @CsvSource({
        "WEB, 15400001111, RESULT",
        "AWAY, 15400001111, RECEIPT RESULT",
        "WALK_IN, 15400001111, RECEIPT RESULT",
        "SMS, 15400001111, RECEIPT RESULT"
    })
    void onlyAReporterWhoCouldNotReadTheReceiptGetsItBySms(Channel channel, String phone, String expected) {
        // Given
        TicketNo no = scenario.report("路灯坏了", channel, phone);
        // When
        scenario.result(no);
        // Then
        assertEquals(expected, String.join(" ", bySms()));
    }

    @ParameterizedTest
    @CsvSource({"HOTLINE, 00006661200", "HOTLINE, ''", "WEB, ''"})
    void withoutAMobileNumberTheResultWaitsForAQuery(Channel channel, String phone) {
        // Given
        TicketNo no = scenario.report("路灯坏了", channel, phone);
        // When
        scenario.result(no);
        // Then
        assertEquals(List.of(), bySms());
    }

    @Test
    void theReceiptOfATipOffIsSentLikeAnyOther() {
        // When
        TicketNo no = scenario.report("举报有人乱来", Channel.HOTLINE, MOBILE);
        scenario.dispatch(no, CaseworkScenario.GRID);
        // Then
        assertEquals(List.of("SEALED_RECEIPT"), bySms());
    }

    @Test
    void aMergedReporterIsToldOfTheNewOwnerAndOfTheResult() {
        // Given
        TicketNo one = scenario.report("路灯坏了", Channel.HOTLINE, MOBILE);
        TicketNo other = scenario.report("路灯坏了三天");
        // When
        scenario.done(one, Action.of(ActionType.MERGE, CaseworkScenario.DESK).into(other));
        scenario.result(other);
        // Then
        assertEquals(List.of("RECEIPT", "MERGED", "RESULT"), bySms());
    }

    private List<String> bySms() {
        return scenario.tickets.deliveries().stream()
                .filter(one -> one.channel() == Channel.SMS && one.recipient() instanceof Recipient.Reporter)
                .map(one -> one.type().name())
                .toList();
    }
}
