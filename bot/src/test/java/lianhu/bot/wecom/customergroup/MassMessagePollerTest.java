package lianhu.bot.wecom.customergroup;

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
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.redis.RedisWithFallback;
import lianhu.bot.wecom.WecomFixture;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.customergroup.OwnerTaskRepository;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.SimulatedPerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MassMessagePollerTest {
    private static final String OWNER = "zhangsan";
    private static final Instant MORNING = Instant.parse("2026-11-26T01:00:00Z");
    private static final MassMessagePolicy PACE = new MassMessagePolicy(
            Duration.ZERO, Duration.ZERO, Duration.ofHours(2), Duration.ofDays(3), Optional.of(QuietHours.DEFAULT));

    private final WecomFixture town = new WecomFixture(RedisFixture.away());
    private final AtomicReference<Instant> now = new AtomicReference<>(MORNING);
    private final OneTask tasks = new OneTask();
    private MassMessageClient masses;
    private MassMessagePoller poll;

    @BeforeEach
    void ask() {
        ChannelCircuitBreaker channelCircuitBreaker =
                new ChannelCircuitBreaker(new RedisWithFallback(RedisFixture.away()), InstantSource.system());
        masses = new MassMessageClient(
                town.instance.wxCorpClients,
                town.instance.threads,
                channelCircuitBreaker,
                new WecomErrorClassifier(channelCircuitBreaker, new Random(1)));
        poll = new MassMessagePoller(tasks, masses, PACE, now::get);
        town.simulator
                .world()
                .add(new SimulatedGroup(
                        WecomFixture.CUSTOMERS,
                        "东街居民",
                        GroupKind.CUSTOMER,
                        "",
                        null,
                        List.of(SimulatedPerson.member(OWNER, "张三"), SimulatedPerson.resident("王婶"))));
        MassMessageBatch massMessageBatch = new MassMessageBatch(
                List.of(new OwnerTaskRepository.TaskPart(7, WecomFixture.CUSTOMERS)),
                List.of(WecomFixture.CUSTOMERS),
                "路灯修好了");
        tasks.msgid = assertInstanceOf(
                        MassMessageClient.SendResult.Accepted.class, await(masses.create(OWNER, massMessageBatch)))
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
        assertEquals(List.of("told " + WecomFixture.CUSTOMERS), tasks.written);
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
        assertEquals(List.of("cannot " + WecomFixture.CUSTOMERS), tasks.written);
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
    private final class OneTask implements OwnerTaskRepository {
        final List<String> written = new ArrayList<>();
        String msgid = "";
        boolean isStale;
        private int reminded;
        private Optional<Instant> remindedAt = Optional.empty();

        @Override
        public Uni<List<PendingText>> pendingTexts(int limit) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<List<OwnerTask>> openTasks() {
            return Uni.createFrom()
                    .item(List.of(new OwnerTask(
                            1,
                            msgid,
                            OWNER,
                            List.of(new TaskPart(7, WecomFixture.CUSTOMERS)),
                            reminded,
                            remindedAt,
                            MORNING,
                            isStale)));
        }

        @Override
        public Uni<Optional<Long>> create(String owner, List<TaskPart> taskParts) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Void> markSubmitted(long task, String id, String why) {
            return write("asked");
        }

        @Override
        public Uni<Void> release(long task, String why) {
            return write("released");
        }

        @Override
        public Uni<Void> markUnknown(long task, String why) {
            return write("lost");
        }

        @Override
        public Uni<Integer> expireSubmitting(Duration lease) {
            return Uni.createFrom().item(0);
        }

        @Override
        public Uni<Void> postpone(long task, List<String> chats, String why, Duration patience, String inVain) {
            return write("tomorrow " + String.join(",", chats));
        }

        @Override
        public Uni<Void> markSent(long task, List<String> chats, String why) {
            return write("told " + String.join(",", chats));
        }

        @Override
        public Uni<Void> markUndeliverable(long task, List<String> chats, String why) {
            return write("cannot " + String.join(",", chats));
        }

        @Override
        public Uni<Void> markDropped(List<Long> deliveries, String why) {
            return write("dropped");
        }

        @Override
        public Uni<Void> updateReason(List<Long> deliveries, String why) {
            return write("saying");
        }

        @Override
        public Uni<Boolean> claimReminder(long task, int nth) {
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
