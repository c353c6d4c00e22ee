package lianhu.core.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** Plays random histories: any request by anybody, actions on the ticket, and time that passes. */
class RandomConsultationHistoriesTest {
    private static final int HISTORIES = 5_000;
    private static final List<String> MATTERS = List.of("路灯坏了", "村口着火了", "我要举报村支书收钱", "投诉小王，路灯不管", "办证");
    private static final Owner GRID =
            RosterFixture.owners().resolve(OwnerRef.GRID, RosterFixture.UNIT, RosterFixture.DAY);
    private static final List<Owner> OWNERS = List.of(
            ConsultationScenario.HOUSING,
            ConsultationScenario.WATER,
            ConsultationScenario.TOWNSHIP,
            GRID,
            RosterFixture.owners().desk());
    private static final List<Actor> ACTORS = List.of(
            ConsultationScenario.DESK,
            ConsultationScenario.DESK,
            ConsultationScenario.KEEPER,
            ConsultationScenario.ROOM,
            ConsultationScenario.HOUSING_CONTACT,
            new Actor(Actor.Type.REPORTER, "48271938", ""));
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(40), Duration.ofHours(5), Duration.ofDays(1), Duration.ofDays(5));

    @Test
    void everyConsultationEndsEveryPartyIsToldAndNobodyItIsAboutIsAsked() {
        Set<Ending.Outcome> seen = EnumSet.noneOf(Ending.Outcome.class);
        for (long seed = 0; seed < HISTORIES; seed++) {
            try {
                new History(seed)
                        .play()
                        .forEach(one -> seen.add(one.ending().orElseThrow().outcome()));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
            }
        }
        assertEquals(EnumSet.allOf(Ending.Outcome.class), seen, "each ending is reached");
    }

    /** One history. */
    private static final class History {
        private final SplittableRandom random;
        private final ConsultationScenario scenario = new ConsultationScenario();
        private final TicketNo no;

        History(long seed) {
            random = new SplittableRandom(seed);
            no = scenario.report(pick(MATTERS));
        }

        List<Consultation> play() {
            for (int i = random.nextInt(12); i > 0; i--) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        scenario.pass(pick(PAUSES));
                        scenario.fireDue();
                    }
                    case 1 -> scenario.act(no, action());
                    default -> request();
                }
            }
            for (int day = 0; day < 60 && scenario.all(no).stream().anyMatch(Consultation::isOpen); day++) {
                scenario.pass(Duration.ofDays(1));
                scenario.fireDue();
            }
            scenario.all(no).forEach(this::check);
            check();
            return scenario.all(no);
        }

        private void request() {
            List<Consultation> before = scenario.all(no);
            int version = scenario.ticket(no).version();
            Actor by = pick(ACTORS);

            ConsultationService.Outcome outcome = scenario.handle(no, next(before), by);

            boolean isDone = outcome instanceof ConsultationService.Outcome.Done;
            assertEquals(version + (isDone ? 1 : 0), scenario.ticket(no).version(), "one event for each change");
            assertEquals(isDone, !before.equals(scenario.all(no)), "a refusal changes nothing");
        }

        private ConsultationRequest next(List<Consultation> existing) {
            int number = existing.isEmpty() ? 1 : 1 + random.nextInt(existing.size());
            return switch (random.nextInt(6)) {
                case 0, 1 ->
                    new ConsultationRequest.Open(
                            matter(),
                            Stream.of(pick(OWNERS), pick(OWNERS)).distinct().toList());
                case 2 ->
                    new ConsultationRequest.Answer(
                            number,
                            Optional.of(random.nextInt(4)),
                            pick(List.of(ConsultationParty.Position.values())),
                            random.nextInt(8) == 0 ? "" : "到了");
                case 3 -> new ConsultationRequest.CallOff(number, Map.of(0, random.nextBoolean()), "");
                case 4 -> new ConsultationRequest.Decide(number, pick(OWNERS), "由他办");
                default -> new ConsultationRequest.EndMediation(number, random.nextBoolean(), "谈过了", Optional.empty());
            };
        }

        private Matter matter() {
            return switch (random.nextInt(3)) {
                case 0 -> new Matter.Whistle("桥头", "水管爆了");
                case 1 -> new Matter.Meeting(false, "归谁办");
                default -> new Matter.Mediation(Matter.DisputeKind.OTHER, Matter.MediationType.OTHER, "老李、老赵", "吵起来了");
            };
        }

        private Action action() {
            return switch (random.nextInt(4)) {
                case 0 ->
                    Action.of(ActionType.RESULT, ConsultationScenario.DESK).withWords("好了");
                case 1 ->
                    Action.of(ActionType.DISPATCH, ConsultationScenario.DESK).to(ConsultationScenario.WATER);
                case 2 ->
                    Action.of(ActionType.RETURN, ConsultationScenario.DESK).withWords("不归他们");
                default ->
                    Action.of(ActionType.SUPPLEMENT, ConsultationScenario.DESK).withWords("又说");
            };
        }

        private void check(Consultation one) {
            Ticket ticket = scenario.ticket(no);
            assertFalse(one.isOpen(), "it never ends");
            for (ConsultationParty party : one.parties()) {
                assertFalse(ticket.route().isRecused(party.owner()), "those whom it is about are asked");
                String id = RosterFixture.owners().holders(party.owner(), RosterFixture.DAY).stream()
                        .map(post -> post.id().value())
                        .findFirst()
                        .orElse(party.owner().id());
                assertTrue(scenario.recipients(NoticeType.CONSULTATION).contains(id), "a party was not called");
                assertTrue(scenario.recipients(NoticeType.CONSULTATION_ENDED).contains(id), "a party hears no end");
            }
        }

        private void check() {
            assertEquals(scenario.all(no).size(), scenario.events(no, EventType.CONSULTATION_OPENED));
            assertEquals(scenario.all(no).size(), scenario.events(no, EventType.CONSULTATION_ENDED));
            assertEquals(
                    scenario.ticket(no), Ticket.replay(no, scenario.tickets.history(no)), "the events tell the ticket");
            assertTrue(
                    scenario.tickets.deliveries().stream()
                            .filter(delivery -> delivery.type().isOfConsultation())
                            .noneMatch(delivery -> delivery.recipient() instanceof Recipient.Reporter
                                    || delivery.recipient() instanceof Recipient.Group),
                    "a resident hears of it");
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
