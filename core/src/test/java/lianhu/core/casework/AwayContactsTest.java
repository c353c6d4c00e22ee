package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** A chamber contact who reported for a member hears the answer, beside the member. */
class AwayContactsTest {
    private static final String MOBILE = "15400001111";
    private static final Optional<PersonDetails> CONTACT = Optional.of(new PersonDetails("jin", "金秘书长", ""));
    private static final String POST = RosterFixture.AWAY_GRID + ".KEEPER.1";
    private static final Owner AWAY_GRID = new Owner(OwnerType.AWAY_GRID, RosterFixture.AWAY_GRID.value(), "网格员金秘书长");

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void theContactAndTheMemberBothHearTheResult() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, MOBILE, CONTACT);
        String receipt = scenario.tickets
                .find(no)
                .await()
                .indefinitely()
                .orElseThrow()
                .receipts()
                .getFirst()
                .receipt()
                .digits();
        // When
        scenario.result(no);
        // Then
        assertEquals(List.of("SMS reporter:" + receipt, "PRIVATE post:" + POST), results());
    }

    @Test
    void aContactOfTwoMembersOfOneMatterHearsItOnce() {
        // Given
        TicketNo one = scenario.report("路灯坏了", Channel.AWAY, "", CONTACT);
        TicketNo other = scenario.report("路灯坏了三天", Channel.AWAY, "", CONTACT);
        scenario.done(one, Action.of(ActionType.MERGE, CaseworkScenario.DESK).into(other));
        // When
        scenario.result(other);
        // Then
        assertEquals(1, toContact());
    }

    @Test
    void whoGaveTheAnswerIsNotToldOfIt() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, "", CONTACT);
        scenario.dispatch(no, AWAY_GRID);
        Actor contact = new Actor(Actor.Type.POST, POST, "网格员金秘书长");
        // When
        scenario.done(no, Action.of(ActionType.ACCEPT, contact));
        scenario.done(no, Action.of(ActionType.RESULT, contact).withWords("物业换了灯"));
        // Then
        assertEquals(1, results().size());
        assertEquals(0, toContact());
    }

    @Test
    void ofWhatIsSealedNoContactHears() {
        // Given
        TicketNo no = scenario.report("举报有人乱来", Channel.AWAY, "", CONTACT);
        // When
        scenario.result(no);
        // Then
        assertEquals(1, results().size());
        assertEquals(0, toContact());
    }

    @Test
    void whoIsNoContactAnyMoreHearsNothing() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, "", Optional.of(new PersonDetails("former", "老秘书", "")));
        // When
        scenario.result(no);
        // Then
        assertEquals(1, results().size());
    }

    private long toContact() {
        return results().stream().filter(one -> one.contains("post:")).count();
    }

    private List<String> results() {
        return scenario.tickets.deliveries().stream()
                .filter(one -> one.type() == NoticeType.RESULT)
                .map(one -> one.channel() + " " + one.recipient().encode())
                .toList();
    }
}
