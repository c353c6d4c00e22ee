package lianhu.bot.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.core.group.Tasks;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.GroupKind;
import lianhu.simulator.world.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TapPollTest {
    private static final String OWNER = "zhangsan";
    private static final Instant MORNING = Instant.parse("2026-11-26T01:00:00Z");
    private static final CustomerPace PACE =
            new CustomerPace(Duration.ZERO, Duration.ZERO, Duration.ofHours(2), Duration.ofDays(3), true);

    private final WecomTown town = new WecomTown(SharedRedis.away());
    private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
    private final OneTask tasks = new OneTask();
    private MassMessages masses;
    private TapPoll poll;

    @BeforeEach
    void ask() {
        Gates gates = new Gates(new SharedMemory(SharedRedis.away()), InstantSource.system());
        masses = new MassMessages(town.copy.applications, town.copy.threads, gates, new Verdict(gates, new Random(1)));
        poll = new TapPoll(tasks, masses, PACE, now::get);
        town.simulator
                .world()
                .add(new Group(
                        WecomTown.CUSTOMERS,
                        "东街居民",
                        GroupKind.CUSTOMER,
                        "",
                        null,
                        List.of(Person.member(OWNER, "张三"), Person.resident("王婶"))));
        Bundle bundle =
                new Bundle(List.of(new Tasks.Part(7, WecomTown.CUSTOMERS)), List.of(WecomTown.CUSTOMERS), "路灯修好了");
        tasks.msgid = assertInstanceOf(MassMessages.Answer.Taken.class, await(masses.ask(OWNER, bundle)))
                .msgid();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void nothingIsToldBeforeTheTap() {
        // When
        await(poll.poll());

        // Then
        assertEquals(List.of(), tasks.written);
    }

    @Test
    void theTapIsFoundOut() {
        // Given
        town.simulator.massTasks().confirm(OWNER);

        // When
        await(poll.poll());

        // Then
        assertEquals(List.of("told " + WecomTown.CUSTOMERS), tasks.written);
    }

    @Test
    void sheIsRemindedThreeTimes() {
        // When
        for (int hour = 0; hour < 13; hour++) {
            now.set(MORNING.plus(Duration.ofHours(hour)));
            await(poll.poll());
        }

        // Then
        assertEquals(List.of("reminds 1", "reminds 2", "reminds 3"), tasks.written);
        assertEquals(3, town.asked("externalcontact/remind_groupmsg_send"));
    }

    @Test
    void sheIsNotRemindedAtNight() {
        // Given
        now.set(MORNING.plus(Duration.ofHours(13)));

        // When
        await(poll.poll());

        // Then
        assertEquals(List.of(), tasks.written);
    }

    @Test
    void afterThreeDaysNobodyCountsOnHerAndTheTaskIsTakenBack() {
        // Given
        now.set(MORNING.plus(Duration.ofDays(3)));

        // When
        await(poll.poll());

        // Then
        assertEquals(List.of("cannot " + WecomTown.CUSTOMERS), tasks.written);
        assertEquals(0, town.simulator.massTasks().confirm(OWNER).tasks());
    }

    @Test
    void whatAPersonSettledMeanwhileIsTakenBackFromTheOwner() {
        // Given
        tasks.isStale = true;

        // When
        await(poll.poll());

        // Then
        assertEquals(List.of("released"), tasks.written);
        assertEquals(0, town.simulator.massTasks().confirm(OWNER).tasks());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    /** One open task and what is written of it. */
    private final class OneTask implements Tasks {
        final List<String> written = new ArrayList<>();
        String msgid = "";
        boolean isStale;
        private int reminded;
        private Optional<Instant> remindedAt = Optional.empty();

        @Override
        public Uni<List<Waiting>> waiting(int limit) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<List<Task>> open() {
            return Uni.createFrom()
                    .item(List.of(new Task(
                            1,
                            msgid,
                            OWNER,
                            List.of(new Part(7, WecomTown.CUSTOMERS)),
                            reminded,
                            remindedAt,
                            MORNING,
                            isStale)));
        }

        @Override
        public Uni<Optional<Long>> intend(String owner, List<Part> parts) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Void> asked(long task, String id, String why) {
            return write("asked");
        }

        @Override
        public Uni<Void> released(long task, String why) {
            return write("released");
        }

        @Override
        public Uni<Void> lost(long task, String why) {
            return write("lost");
        }

        @Override
        public Uni<Integer> sweep(Duration lease) {
            return Uni.createFrom().item(0);
        }

        @Override
        public Uni<Void> tomorrow(long task, List<String> chats, String why, Duration patience, String inVain) {
            return write("tomorrow " + String.join(",", chats));
        }

        @Override
        public Uni<Void> told(long task, List<String> chats, String why) {
            return write("told " + String.join(",", chats));
        }

        @Override
        public Uni<Void> cannot(long task, List<String> chats, String why) {
            return write("cannot " + String.join(",", chats));
        }

        @Override
        public Uni<Void> dropped(List<Long> deliveries, String why) {
            return write("dropped");
        }

        @Override
        public Uni<Void> saying(List<Long> deliveries, String why) {
            return write("saying");
        }

        @Override
        public Uni<Boolean> reminds(long task, int nth) {
            reminded = nth;
            remindedAt = Optional.of(now.get());
            return write("reminds " + nth).replaceWith(true);
        }

        private Uni<Void> write(String what) {
            written.add(what);
            return Uni.createFrom().voidItem();
        }
    }
}
