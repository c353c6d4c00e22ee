package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.notice.Recipient;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What key 1 answers: the places of a broadcast, a ticket, or nothing but the call itself. */
@NullUnmarked
class OutboundAcknowledgementTest {
    private static final CallMatter BROADCAST = new CallMatter.OfBroadcast(7);
    private static final PostId KEEPER = PostId.of(RosterFixture.GRID, Role.KEEPER, 1);

    private final InMemoryTicketRepository tickets = new InMemoryTicketRepository(() -> SmallCountyFixture.NOW);
    private final List<String> answered = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"UNIT_HEAD", "KEEPER", "GRID_HEAD"})
    void whoGoesToThePlacesAnswersForThem(Role role) {
        Post post = post(role);

        acknowledge(BROADCAST, new Recipient.PostHolder(post.id()));

        assertEquals(List.of("7 " + post.id().value()), answered);
    }

    /** They know, and nobody has been to the households: the places stay open, and the reminders go on. */
    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"TOWNSHIP_ROOM", "DUTY", "LEADER"})
    void whoIsToldOnlyAnswersForNoPlace(Role role) {
        acknowledge(BROADCAST, new Recipient.PostHolder(post(role).id()));

        assertEquals(List.of(), answered);
    }

    @Test
    void aPostThatIsGoneAndAnOfficeAnswerForNoPlace() {
        acknowledge(BROADCAST, new Recipient.PostHolder(PostId.of(RosterFixture.AWAY_GRID, Role.HELPER, 9)));
        acknowledge(BROADCAST, new Recipient.DepartmentContact("duty"));

        assertEquals(List.of(), answered);
    }

    @Test
    void aPostAcknowledgesATicketOnceByOneKey() {
        TicketNo ticket = emergency();

        acknowledge(new CallMatter.OfTicket(ticket), new Recipient.PostHolder(KEEPER));
        acknowledge(new CallMatter.OfTicket(ticket), new Recipient.PostHolder(KEEPER));

        assertEquals(List.of(KEEPER.value()), acknowledgedBy(ticket));
        assertEquals(List.of(), answered);
    }

    @Test
    void anOfficeAcknowledgesATicket() {
        TicketNo ticket = emergency();

        acknowledge(new CallMatter.OfTicket(ticket), new Recipient.DepartmentContact("duty"));

        assertEquals(List.of("duty"), acknowledgedBy(ticket));
    }

    @Test
    void anAnswerThatOtherChangesOfTheTicketHoldBackFailsAndMayBeTriedAgain() {
        TicketNo ticket = emergency();
        CallMatter matter = new CallMatter.OfTicket(ticket);
        tickets.conflictNext(50);

        assertThrows(IllegalStateException.class, () -> acknowledge(matter, new Recipient.PostHolder(KEEPER)));

        assertEquals(List.of(), acknowledgedBy(ticket));
        tickets.conflictNext(0);
        acknowledge(matter, new Recipient.PostHolder(KEEPER));
        assertEquals(List.of(KEEPER.value()), acknowledgedBy(ticket));
    }

    private TicketNo emergency() {
        return SmallCountyFixture.intake(new InMemoryIntakeStore(tickets))
                .handle(SmallCountyFixture.report("fire", "后院着火了"))
                .await()
                .atMost(Duration.ofSeconds(5))
                .ticket();
    }

    private List<String> acknowledgedBy(TicketNo ticket) {
        return tickets.history(ticket).stream()
                .filter(event -> event.change().type() == EventType.ACKNOWLEDGED)
                .map(event -> event.by().id())
                .toList();
    }

    private void acknowledge(CallMatter matter, Recipient recipient) {
        new OutboundAcknowledgement(
                        new RecordedAnswers(),
                        SmallCountyFixture.casework(tickets, () -> SmallCountyFixture.NOW),
                        posts(),
                        RosterFixture.departments(),
                        () -> SmallCountyFixture.NOW)
                .acknowledge(new OutboundCall(1, matter, recipient, "13900000061", 1, 0))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static PostDirectory posts() {
        return new InMemoryPostDirectory(
                Stream.of(Role.UNIT_HEAD, Role.KEEPER, Role.GRID_HEAD, Role.TOWNSHIP_ROOM, Role.DUTY, Role.LEADER)
                        .map(OutboundAcknowledgementTest::post)
                        .toList());
    }

    private static Post post(Role role) {
        AreaCode area = switch (role) {
            case UNIT_HEAD -> RosterFixture.UNIT;
            case KEEPER -> RosterFixture.GRID;
            case GRID_HEAD -> RosterFixture.VILLAGE;
            case TOWNSHIP_ROOM -> RosterFixture.TOWN;
            default -> RosterFixture.COUNTY;
        };
        return new Post(
                PostId.of(area, role, 1), area, role, "老张", "13900000061", "", LocalDate.EPOCH, Optional.empty());
    }

    private final class RecordedAnswers implements EscalationRepository {
        @Override
        public Uni<Optional<Acknowledgement>> acknowledge(long broadcast, List<Post> posts, Instant at) {
            posts.forEach(post -> answered.add(broadcast + " " + post.id().value()));
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Optional<Acknowledgement>> acknowledge(List<Post> posts, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<EscalationCall>> findByBroadcast(long broadcast, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<Broadcast>> openEmergencies(AreaCode unit, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<AreaCode>> unansweredPlaces(long broadcast, AreaCode below) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<DueCall>> claimDue(int limit, Instant now, Instant again) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> next) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Void> recordReminder(DueCall dueCall, List<Post> posts, int round, Instant next) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Integer> resendUnknown(Instant now) {
            throw new UnsupportedOperationException();
        }
    }
}
