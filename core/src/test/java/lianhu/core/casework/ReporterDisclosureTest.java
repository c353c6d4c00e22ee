package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.ReporterDisclosure.Outcome;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.SecondPersonRule;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.DisclosureRequest;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import org.junit.jupiter.api.Test;

/** 要看您是谁，须两人批准并留下记录. */
class ReporterDisclosureTest {
    private static final Actor CHEN = new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静");
    private static final Actor ZHOU = new Actor(Actor.Type.DESK, "desk:zhou.min", "周敏");
    private static final Actor GUO = new Actor(Actor.Type.DESK, "desk:guo", "郭亮");

    private final AtomicReference<Instant> now = new AtomicReference<>(SmallCountyFixture.NOW);
    private final InstantSource clock = now::get;
    private final InMemoryTicketRepository tickets = new InMemoryTicketRepository(clock);
    private final ReportIntake reportIntake = SmallCountyFixture.intake(new InMemoryIntakeStore(tickets));
    private final Receipt sealed = file("1", "举报有人冒领");
    private final Map<String, String> makers = new HashMap<>();
    private final ReporterDisclosure reporterDisclosure = unsealing(tickets);

    @Test
    void twoPersonsWithReasonsSeeItOnceEach() {
        // Given
        assertInstanceOf(Outcome.Recorded.class, ask(CHEN, "要当面核实账目"));
        assertInstanceOf(Outcome.Recorded.class, agree(ZHOU, "同意，我一起去"));
        // When
        Outcome first = look(ZHOU);
        Outcome second = look(CHEN);
        // Then
        assertEquals(
                "李大爷",
                assertInstanceOf(Outcome.Disclosed.class, first)
                        .reporters()
                        .getFirst()
                        .person()
                        .name());
        assertInstanceOf(Outcome.Disclosed.class, second);
        assertEquals("您已经看过了，只能看一次", refusal(look(ZHOU)));
        assertEquals("您已经看过了，只能看一次", refusal(look(CHEN)));
    }

    @Test
    void whoReportedAnErasedMatterIsNotAskedFor() {
        // Given
        Ticket ticket = await(tickets.find(sealed.ticket())).orElseThrow().ticket();
        TicketEvent erased = new TicketEvent(
                ticket.version() + 1,
                clock.instant(),
                Actor.GATEWAY,
                new Change.Erased(Set.of(ContentKind.values()), Set.of(ContentKind.WORDS), ErasureBasis.TERM),
                "",
                List.of(),
                Optional.empty());
        await(tickets.append(List.of(new TicketRepository.TicketUpdate(
                ticket.apply(erased), ticket.version(), List.of(erased), List.of(), List.of()))));
        // When
        Outcome outcome = ask(CHEN, "要当面核实账目");
        // Then
        assertEquals("是谁报的已经删除，看不到了", refusal(outcome));
        assertEquals(ticket.changedAt(), ticket.apply(erased).changedAt());
    }

    @Test
    void everyStepIsRecordedWithPersonAndReason() {
        // Given
        ask(CHEN, "要当面核实账目");
        agree(ZHOU, "同意，我一起去");
        // When
        look(CHEN);
        // Then
        List<TicketEvent> history = tickets.history(sealed.ticket());
        List<TicketEvent> last = history.subList(history.size() - 3, history.size());
        assertEquals(
                List.of(
                        new Change.DisclosureRequested(),
                        new Change.DisclosureApproved(),
                        new Change.DisclosureViewed()),
                last.stream().map(TicketEvent::change).toList());
        assertEquals(
                List.of(CHEN, ZHOU, CHEN), last.stream().map(TicketEvent::by).toList());
        assertEquals(
                List.of("要当面核实账目", "同意，我一起去", ""),
                last.stream().map(TicketEvent::words).toList());
    }

    @Test
    void onePersonAloneSeesNothing() {
        assertEquals("还没有人提，或者过了时间；要看，请重新提", refusal(look(CHEN)));
        ask(CHEN, "想看");
        assertEquals("还差第二个人批准", refusal(look(CHEN)));
        assertEquals("您自己提的，要另一个人用自己的登录名来批准", refusal(agree(CHEN, "我自己批")));
        assertEquals("还差第二个人批准", refusal(look(CHEN)));
    }

    @Test
    void accountsThatOnePersonMadeAreNotTwoPersons() {
        // Given
        ask(CHEN, "要核实");
        // When
        makers.putAll(Map.of(CHEN.id(), "desk:desk", ZHOU.id(), "desk:desk"));
        Outcome ofSameMaker = agree(ZHOU, "同意");
        makers.put(ZHOU.id(), CHEN.id());
        Outcome ofTheOther = agree(ZHOU, "同意");
        makers.put(ZHOU.id(), GUO.id());
        Outcome ofAnother = agree(ZHOU, "同意");
        // Then
        assertEquals(SecondPersonRule.REJECTION, refusal(ofSameMaker));
        assertEquals(SecondPersonRule.REJECTION, refusal(ofTheOther));
        assertInstanceOf(Outcome.Recorded.class, ofAnother);
    }

    @Test
    void aThirdPersonSeesNothing() {
        ask(CHEN, "要核实");
        agree(ZHOU, "同意");
        assertEquals("只有提的人和批准的人能看", refusal(look(GUO)));
        assertEquals("已经有两个人批准了", refusal(agree(GUO, "也想看")));
    }

    @Test
    void noReasonIsNoApproval() {
        assertEquals("要写为什么要看", refusal(ask(CHEN, "  ")));
        ask(CHEN, "要核实");
        assertEquals("要写为什么要看", refusal(agree(ZHOU, "")));
        assertEquals("还差第二个人批准", refusal(look(CHEN)));
    }

    @Test
    void simultaneousRequestsAreNoApproval() {
        ask(CHEN, "要核实");
        assertEquals("已经有人提了，请先看他写的理由", refusal(ask(ZHOU, "我也要核实")));
        assertEquals("还差第二个人批准", refusal(look(ZHOU)));
    }

    @Test
    void requestAndApprovalExpire() {
        // Given
        ask(CHEN, "要核实");
        now.updateAndGet(time -> time.plus(DisclosureRequest.APPROVAL_PERIOD));
        assertEquals("还没有人提，或者过了时间；要看，请重新提", refusal(agree(ZHOU, "同意")));
        ask(CHEN, "还是要核实");
        agree(ZHOU, "同意");
        // When
        now.updateAndGet(time -> time.plus(DisclosureRequest.VIEWING_PERIOD).minus(Duration.ofSeconds(1)));
        assertInstanceOf(Outcome.Disclosed.class, look(CHEN));
        now.updateAndGet(time -> time.plusSeconds(1));
        // Then
        assertEquals("还没有人提，或者过了时间；要看，请重新提", refusal(look(ZHOU)));
    }

    @Test
    void whatIsNotSealedOrOutsideTheCircleIsAbsent() {
        // Given
        Receipt lamp = file("2", "三组路灯坏了");
        ask(CHEN, "要核实");
        agree(ZHOU, "同意");
        // Then
        assertInstanceOf(
                Outcome.NotFound.class, await(reporterDisclosure.request(lamp.ticket(), Viewer.DESK, CHEN, "想看")));
        Viewer outside = Viewer.department("housing");
        assertInstanceOf(Outcome.NotFound.class, await(reporterDisclosure.disclose(sealed.ticket(), outside, CHEN)));
        assertEquals(Optional.empty(), await(reporterDisclosure.status(sealed.ticket(), outside)));
    }

    @Test
    void concurrentViewsOfOnePersonDiscloseOnce() {
        // Given
        ask(CHEN, "要核实");
        agree(ZHOU, "同意");
        ReporterDisclosure raced = unsealing(new TicketRepository() {
            private boolean isFirst = true;

            @Override
            public Uni<AppendResult> append(DueTimer fired, TicketUpdate ticketUpdate) {
                return tickets.append(fired, ticketUpdate);
            }

            @Override
            public Uni<Optional<TicketWithReceipts>> find(TicketNo no) {
                return tickets.find(no);
            }

            @Override
            public Uni<Optional<AppliedChange>> appliedBySource(MessageSource messageSource) {
                return tickets.appliedBySource(messageSource);
            }

            @Override
            public Uni<AppendResult> append(List<TicketUpdate> ticketUpdates) {
                if (isFirst) {
                    isFirst = false;
                    look(CHEN);
                }
                return tickets.append(ticketUpdates);
            }

            @Override
            public Uni<List<DueTimer>> claimDue(int limit) {
                return tickets.claimDue(limit);
            }

            @Override
            public Uni<Void> complete(DueTimer dueTimer) {
                return tickets.complete(dueTimer);
            }
        });
        // When
        Outcome second = await(raced.disclose(sealed.ticket(), Viewer.DESK, CHEN));
        // Then
        assertEquals("您已经看过了，只能看一次", refusal(second));
    }

    @Test
    void theNameIsNotInTheTextForm() {
        ReporterIdentities.ReporterIdentity reporterIdentity = new ReporterIdentities.ReporterIdentity(
                sealed.no(), new PersonDetails("", "李大爷", "15400000001"), "有人冒领");
        assertEquals("ReporterIdentity[" + sealed.no() + "]", reporterIdentity.toString());
    }

    private Outcome ask(Actor by, String reason) {
        return await(reporterDisclosure.request(sealed.ticket(), Viewer.DESK, by, reason));
    }

    private Outcome agree(Actor by, String reason) {
        return await(reporterDisclosure.approve(sealed.ticket(), Viewer.DESK, by, reason));
    }

    private Outcome look(Actor by) {
        return await(reporterDisclosure.disclose(sealed.ticket(), Viewer.DESK, by));
    }

    private static String refusal(Outcome outcome) {
        return assertInstanceOf(Outcome.Rejected.class, outcome).why();
    }

    private Receipt file(String source, String words) {
        return await(reportIntake.handle(SmallCountyFixture.report(source, words)));
    }

    private ReporterDisclosure unsealing(TicketRepository changed) {
        return new ReporterDisclosure(
                new Circle(),
                changed,
                no -> Uni.createFrom()
                        .item(List.of(new ReporterIdentities.ReporterIdentity(
                                sealed.no(), new PersonDetails("", "李大爷", ""), "举报有人冒领"))),
                identities -> Uni.createFrom().item(makers),
                clock);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }

    /** Shows the desk the sealed tickets it owns. */
    private final class Circle implements TicketQueries {
        @Override
        public Uni<Optional<TicketDetails>> find(TicketNo no, Viewer viewer) {
            List<TicketEvent> history = tickets.history(no);
            return Uni.createFrom()
                    .item(
                            history.isEmpty() || !viewer.isDesk()
                                    ? Optional.empty()
                                    : Optional.of(new TicketDetails(
                                            Ticket.replay(no, history), "", List.of(), List.of(), history, List.of())));
        }

        @Override
        public Uni<Page> list(Query query, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<TicketDetails>> find(ReceiptNo receipt, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<OwnTicket>> ownTickets(PersonDetails personDetails, Optional<String> conversation, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<Delivery>> deliveries(Set<DeliveryState> states, int limit, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Delivery>> delivery(long id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<Delivery>> waitingForUnitHead(AreaCode unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> settle(long delivery, DeliveryState state, String why, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> markResultSeen(ReceiptNo receipt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<QueueCounts> queueCounts(Optional<AreaCode> area, Viewer viewer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Totals> totals() {
            throw new UnsupportedOperationException();
        }
    }
}
