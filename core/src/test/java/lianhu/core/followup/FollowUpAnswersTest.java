package lianhu.core.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowUpAnswersTest {
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final Instant NOW = SmallCountyFixture.NOW;

    private final InMemoryTicketRepository tickets = new InMemoryTicketRepository(() -> NOW);
    private final InMemoryTicketRatings ratings = new InMemoryTicketRatings();
    private final TicketService service = SmallCountyFixture.casework(tickets, () -> NOW);
    private final FollowUpAnswers answers = new FollowUpAnswers(service, ratings, () -> NOW);
    private final Receipt receipt = await(SmallCountyFixture.intake(new InMemoryIntakeStore(tickets))
            .handle(SmallCountyFixture.report("lamp", "路灯坏了")));

    @BeforeEach
    void answerTheReport() {
        await(service.act(receipt.ticket(), Action.of(ActionType.RESULT, DESK).withWords("换了灯头")));
    }

    @Test
    void keyOneClosesTheTicketAsTheReportersWord() {
        store("11");

        assertEquals(State.CLOSED, state());
        assertEquals(Actor.Type.REPORTER, last().by().type());
    }

    @ParameterizedTest
    @CsvSource({"12, 还没好", "13, 好了一半"})
    void theOtherKeysOpenItAgainAndSayWhatThePersonMeans(String keys, String words) {
        store(keys);

        assertEquals(
                1, await(service.find(receipt.ticket())).orElseThrow().ticket().reopenings());
        assertEquals(
                List.of(words),
                tickets.history(receipt.ticket()).stream()
                        .filter(event -> event.change().type() == EventType.REOPENED)
                        .map(TicketEvent::words)
                        .toList());
    }

    @Test
    void aKeyThatIsStoredTwiceCountsOnce() {
        store("12");
        store("12");

        assertEquals(
                1, await(service.find(receipt.ticket())).orElseThrow().ticket().reopenings());
    }

    @Test
    void theDeskMayHaveClosedItMeanwhile() {
        await(service.act(receipt.ticket(), Action.of(ActionType.CLOSE, DESK)));

        store("11");

        assertEquals(State.CLOSED, state());
    }

    @Test
    void whatIsNotOpenedAgainIsNotSaidToBe() {
        store("12");

        assertThrows(IllegalStateException.class, () -> store("13"), "it is open, nothing is reopened by this key");
    }

    @ParameterizedTest
    @CsvSource({"111, 1, 1", "122, 1, 1", "133, 1, 0", "115, 1, 0"})
    void oneAndTwoAreSatisfied(String keys, int rated, int satisfied) {
        store(keys);

        assertEquals(new TicketRatings.Totals(rated, satisfied), await(ratings.totals(NOW)));
        assertEquals(State.FEEDBACK_DUE, state(), "the rating changes no ticket");
    }

    private void store(String keys) {
        OutboundCall call = new OutboundCall(
                7,
                new CallMatter.OfFollowUp(receipt.ticket()),
                new Recipient.Reporter(receipt.no()),
                "13900000061",
                1,
                0);
        await(answers.store(call, receipt.ticket(), keys));
    }

    private State state() {
        return await(service.find(receipt.ticket())).orElseThrow().ticket().state();
    }

    private TicketEvent last() {
        return tickets.history(receipt.ticket()).getLast();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
