package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import lianhu.core.Photos;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.notice.Contacts;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.notice.Spoken;
import lianhu.core.people.PostId;
import lianhu.core.report.Channel;
import lianhu.core.report.Photo;
import lianhu.core.report.PhotoId;
import lianhu.simulator.Simulator;
import lianhu.simulator.fault.Fault;
import lianhu.simulator.world.Entry;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.GroupKind;
import lianhu.simulator.world.Person;
import lianhu.simulator.world.Setup;
import me.chanjar.weixin.common.error.WxErrorException;

/** The outgoing half against a simulated WeCom with one group of each kind and two members. */
final class WecomTown implements AutoCloseable {
    static final String HEADS = "wrHEADS0001";
    static final String KEYLESS = "wrHEADS0002";
    static final String CUSTOMERS = "wrCUST0001";
    static final String PLAIN = "plain0001";
    static final String KEY = "key-of-the-heads-0123456789";
    static final AreaCode AREA = new AreaCode("621099101201001");
    static final Duration PATIENCE = Duration.ofMillis(1_200);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final Simulator simulator;
    final URI address;
    final WecomAccounts accounts;
    final Copy copy;
    final Kept photos = new Kept();
    private final List<Copy> copies = new ArrayList<>();

    /** One copy of the gateway. */
    final class Copy implements AutoCloseable {
        final HttpPool pool = new HttpPool(PATIENCE);
        final VirtualThreads threads = new VirtualThreads();
        final Applications applications;
        final WecomReach reach;
        final Messenger messenger;
        final PressedCards pressed;
        final Media media;

        Copy(Redis redis) {
            InstantSource clock = InstantSource.system();
            SharedMemory memory = new SharedMemory(redis);
            applications = new Applications(accounts, memory, pool, clock);
            Gates gates = new Gates(memory, clock);
            reach = new WecomReach(
                    new Bound(),
                    new Accounts(),
                    applications,
                    threads,
                    new Pace(memory, clock),
                    gates,
                    new Verdict(gates, new Random(1)));
            messenger = new Messenger(reach, applications, threads, clock);
            pressed = new PressedCards(applications, threads);
            media = new Media(accounts, applications, threads, photos);
        }

        @Override
        public void close() {
            try {
                media.close();
                pool.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            threads.close();
        }
    }

    /** Remembers the bytes it was given. */
    static final class Kept implements Photos {
        final List<byte[]> bytes = new ArrayList<>();

        @Override
        public Uni<PhotoId> keep(byte[] photo) {
            bytes.add(photo);
            return Uni.createFrom().item(new PhotoId("0".repeat(64)));
        }

        @Override
        public Uni<PhotoId> keepVoice(byte[] voice) {
            bytes.add(voice);
            return Uni.createFrom().item(new PhotoId("0".repeat(64) + ".amr"));
        }

        @Override
        public Uni<Optional<Photo>> find(PhotoId id) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    static final class Bound implements Bindings {
        @Override
        public List<Binding> all() {
            return List.of(
                    new Binding(HEADS, "东街村联户长", AREA, Binding.Tier.INTERNAL, KEY),
                    new Binding(KEYLESS, "西街村联户长", AREA, Binding.Tier.INTERNAL, ""),
                    new Binding(CUSTOMERS, "东街居民", AREA, Binding.Tier.CUSTOMER, ""),
                    new Binding(PLAIN, "一组邻居", AREA, Binding.Tier.PLAIN, ""));
        }

        @Override
        public Uni<Code> issueCode(AreaCode area) {
            return Uni.createFrom().failure(new UnsupportedOperationException());
        }

        @Override
        public Uni<Boolean> unbind(String chat) {
            return Uni.createFrom().item(false);
        }

        @Override
        public Uni<Optional<Binding>> redeem(String code, String chat, String groupName) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    /** A post is held by the member of the same name; the duty room has no account. */
    private static final class Accounts implements Contacts {
        @Override
        public Uni<Optional<String>> account(Audience audience) {
            return switch (audience) {
                case Audience.Holder holder ->
                    holder.post().value().equals("broken")
                            ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
                            : Uni.createFrom().item(Optional.of(holder.post().value()));
                default -> Uni.createFrom().item(Optional.empty());
            };
        }
    }

    WecomTown(Redis redis) {
        try {
            simulator = Simulator.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = simulator.url();
        simulator.world().add(group(HEADS, GroupKind.INTERNAL, KEY));
        accounts = accounts(simulator.url());
        copy = copy(redis);
    }

    private static Group group(String chat, GroupKind kind, String key) {
        return new Group(
                chat,
                chat,
                kind,
                AREA.value(),
                key,
                List.of(Person.member("zhangsan", "张三"), Person.member("lisi", "李四")));
    }

    Copy copy(Redis redis) {
        Copy another = new Copy(redis);
        copies.add(another);
        return another;
    }

    static WecomAccounts accounts(URI wecom) {
        Setup setup = Setup.demonstration();
        Credential callback = new Credential(setup.app().token(), setup.app().aesKey());
        TreeMap<String, WecomAccounts.Agent> agents = new TreeMap<>();
        agents.put(
                "lianhu",
                new WecomAccounts.Agent(
                        "lianhu",
                        Integer.parseInt(setup.app().agentId()),
                        setup.app().secret(),
                        callback));
        String robot = setup.robot().id();
        return new WecomAccounts(
                setup.corp(),
                wecom,
                List.of("*.qpic.cn"),
                agents,
                Map.of(robot, new WecomAccounts.Aibot(robot, callback)),
                new TreeMap<>(),
                true);
    }

    /** Those of the application that speaks, as another copy sees them. */
    SharedTokens tokens(Redis redis) {
        return new SharedTokens(accounts.corpId(), accounts.speaker(), new SharedMemory(redis), InstantSource.system());
    }

    SharedTokens tokens(Redis redis, String secret) {
        WecomAccounts.Agent agent = accounts.speaker();
        return new SharedTokens(
                accounts.corpId(),
                new WecomAccounts.Agent(agent.name(), agent.agentId(), secret, agent.callback()),
                new SharedMemory(redis),
                InstantSource.system());
    }

    Outcome toGroup(String chat, String words) {
        return deliver(new Audience.Group(chat), Channel.GROUP, Spoken.text(words));
    }

    Outcome toMember(String user, String words) {
        return deliver(new Audience.Holder(new PostId(user)), Channel.PRIVATE, Spoken.text(words));
    }

    Outcome deliver(Audience audience, Channel channel, Spoken spoken) {
        return copy.reach
                .deliver(delivery(77, audience, channel), spoken)
                .await()
                .atMost(LIMIT);
    }

    static Delivery delivery(long id, Audience audience, Channel channel) {
        return new Delivery(
                id,
                Optional.empty(),
                1,
                Optional.empty(),
                NoticeType.ASSIGNED,
                audience,
                channel,
                DeliveryState.SENDING,
                "",
                1,
                Instant.EPOCH);
    }

    void fault(String on, String kind, int times) {
        simulator.faults().add(new Fault(on, kind, times, 1, 0));
    }

    List<String> shown() {
        return simulator.journal().seen().stream().map(Entry::text).toList();
    }

    long asked(String endpoint) {
        return simulator.counts().of(endpoint);
    }

    /** Uploads it; the same name serves a robot's callback, encrypted, and media/get. */
    String simulatorMedia(byte[] photo) {
        try {
            return copy.applications.call(accounts.speaker(), application -> {
                try {
                    return application
                            .getMediaService()
                            .upload("image", "jpg", new ByteArrayInputStream(photo))
                            .getMediaId();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (WxErrorException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        copies.forEach(Copy::close);
        simulator.close();
    }
}
