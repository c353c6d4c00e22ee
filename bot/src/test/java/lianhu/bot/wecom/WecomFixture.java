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
import lianhu.bot.redis.RedisWithFallback;
import lianhu.bot.wecom.client.AccessTokenStore;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.CallbackCredentials;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomAccounts;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WxCorpClients;
import lianhu.bot.wecom.client.WxHttpClientPool;
import lianhu.bot.wecom.media.MediaClient;
import lianhu.bot.wecom.send.AppMessageSender;
import lianhu.bot.wecom.send.AppReplySender;
import lianhu.bot.wecom.send.CardUpdater;
import lianhu.bot.wecom.send.WecomRateLimiter;
import lianhu.core.area.AreaCode;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.notice.AccountDirectory;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;
import lianhu.simulator.Simulator;
import lianhu.simulator.fault.InjectedFault;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.SimulatedPerson;
import lianhu.simulator.state.SimulatorConfig;
import me.chanjar.weixin.common.error.WxErrorException;

/** The outgoing half against a simulated WeCom with one group of each kind and two members. */
public final class WecomFixture implements AutoCloseable {
    public static final String HEADS = "wrHEADS0001";
    public static final String KEYLESS = "wrHEADS0002";
    public static final String CUSTOMERS = "wrCUST0001";
    public static final String PLAIN = "plain0001";
    public static final String KEY = "key-of-the-heads-0123456789";
    public static final AreaCode AREA = new AreaCode("621099101201001");
    public static final Duration PATIENCE = Duration.ofMillis(1_200);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    public final Simulator simulator;
    public final URI address;
    public final WecomAccounts accounts;
    public final Instance instance;
    public final InMemoryAttachments photos = new InMemoryAttachments();
    private final List<Instance> instances = new ArrayList<>();

    /** One copy of the gateway. */
    public final class Instance implements AutoCloseable {
        final WxHttpClientPool pool = new WxHttpClientPool(PATIENCE);
        public final BlockingCallExecutor threads = new BlockingCallExecutor();
        public final WxCorpClients wxCorpClients;
        public final AppMessageSender reach;
        public final AppReplySender appReplySender;
        public final CardUpdater pressed;
        public final MediaClient mediaClient;

        Instance(Redis redis) {
            InstantSource clock = InstantSource.system();
            RedisWithFallback memory = new RedisWithFallback(redis);
            wxCorpClients = new WxCorpClients(accounts, memory, pool, clock);
            ChannelCircuitBreaker channelCircuitBreaker = new ChannelCircuitBreaker(memory, clock);
            reach = new AppMessageSender(
                    new InMemoryBindings(),
                    new FixedContacts(),
                    wxCorpClients,
                    threads,
                    new WecomRateLimiter(memory, clock),
                    channelCircuitBreaker,
                    new WecomErrorClassifier(channelCircuitBreaker, new Random(1)));
            appReplySender = new AppReplySender(reach, wxCorpClients, threads, clock);
            pressed = new CardUpdater(wxCorpClients, threads);
            mediaClient = new MediaClient(accounts, wxCorpClients, threads, photos);
        }

        @Override
        public void close() {
            try {
                mediaClient.close();
                pool.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            threads.close();
        }
    }

    /** Remembers the bytes it was given. */
    public static final class InMemoryAttachments implements AttachmentStore {
        public final List<byte[]> bytes = new ArrayList<>();

        @Override
        public Uni<AttachmentId> store(byte[] photo) {
            bytes.add(photo);
            return Uni.createFrom().item(new AttachmentId("0".repeat(64)));
        }

        @Override
        public Uni<AttachmentId> storeVoice(byte[] voice) {
            bytes.add(voice);
            return Uni.createFrom().item(new AttachmentId("0".repeat(64) + ".amr"));
        }

        @Override
        public Uni<Optional<Attachment>> find(AttachmentId id) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    public static final class InMemoryBindings implements GroupBindings {
        @Override
        public List<GroupBinding> all() {
            return List.of(
                    new GroupBinding(HEADS, "东街村联户长", AREA, GroupBinding.Tier.INTERNAL, KEY),
                    new GroupBinding(KEYLESS, "西街村联户长", AREA, GroupBinding.Tier.INTERNAL, ""),
                    new GroupBinding(CUSTOMERS, "东街居民", AREA, GroupBinding.Tier.CUSTOMER, ""),
                    new GroupBinding(PLAIN, "一组邻居", AREA, GroupBinding.Tier.PLAIN, ""));
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
        public Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName) {
            return Uni.createFrom().item(Optional.empty());
        }
    }

    /** A post is held by the member of the same name; the duty room has no account. */
    private static final class FixedContacts implements AccountDirectory {
        @Override
        public Uni<Optional<String>> account(Recipient recipient) {
            return switch (recipient) {
                case Recipient.PostHolder postHolder ->
                    postHolder.post().value().equals("broken")
                            ? Uni.createFrom().failure(new IllegalStateException("the database is away"))
                            : Uni.createFrom()
                                    .item(Optional.of(postHolder.post().value()));
                default -> Uni.createFrom().item(Optional.empty());
            };
        }
    }

    public WecomFixture(Redis redis) {
        try {
            simulator = Simulator.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        address = simulator.url();
        simulator.world().add(group(HEADS, GroupKind.INTERNAL, KEY));
        accounts = accounts(simulator.url());
        instance = newInstance(redis);
    }

    private static SimulatedGroup group(String chat, GroupKind kind, String key) {
        return new SimulatedGroup(
                chat,
                chat,
                kind,
                AREA.value(),
                key,
                List.of(SimulatedPerson.member("zhangsan", "张三"), SimulatedPerson.member("lisi", "李四")));
    }

    public Instance newInstance(Redis redis) {
        Instance another = new Instance(redis);
        instances.add(another);
        return another;
    }

    static WecomAccounts accounts(URI wecom) {
        SimulatorConfig simulatorConfig = SimulatorConfig.demonstration();
        CallbackCredentials callback = new CallbackCredentials(
                simulatorConfig.app().token(), simulatorConfig.app().aesKey());
        TreeMap<String, WecomAccounts.Agent> agents = new TreeMap<>();
        agents.put(
                "lianhu",
                new WecomAccounts.Agent(
                        "lianhu",
                        Integer.parseInt(simulatorConfig.app().agentId()),
                        simulatorConfig.app().secret(),
                        callback));
        String robot = simulatorConfig.robot().id();
        return new WecomAccounts(
                simulatorConfig.corp(),
                wecom,
                List.of("*.qpic.cn"),
                agents,
                Map.of(robot, new WecomAccounts.Aibot(robot, callback)),
                new TreeMap<>(),
                true);
    }

    /** Those of the application that speaks, as another copy sees them. */
    public AccessTokenStore tokens(Redis redis) {
        return new AccessTokenStore(
                accounts.corpId(), accounts.defaultAgent(), new RedisWithFallback(redis), InstantSource.system());
    }

    public AccessTokenStore tokens(Redis redis, String secret) {
        WecomAccounts.Agent agent = accounts.defaultAgent();
        return new AccessTokenStore(
                accounts.corpId(),
                new WecomAccounts.Agent(agent.name(), agent.agentId(), secret, agent.callback()),
                new RedisWithFallback(redis),
                InstantSource.system());
    }

    public Outcome toGroup(String chat, String words) {
        return deliver(new Recipient.Group(chat), Channel.GROUP, RenderedMessage.text(words));
    }

    public Outcome toMember(String user, String words) {
        return deliver(new Recipient.PostHolder(new PostId(user)), Channel.PRIVATE, RenderedMessage.text(words));
    }

    public Outcome deliver(Recipient recipient, Channel channel, RenderedMessage renderedMessage) {
        return instance.reach
                .send(delivery(77, recipient, channel), renderedMessage)
                .await()
                .atMost(LIMIT);
    }

    public static Delivery delivery(long id, Recipient recipient, Channel channel) {
        return delivery(id, NoticeType.ASSIGNED, recipient, channel);
    }

    public static Delivery delivery(long id, NoticeType type, Recipient recipient, Channel channel) {
        return new Delivery(
                id,
                Optional.empty(),
                1,
                Optional.empty(),
                type,
                recipient,
                channel,
                DeliveryState.SENDING,
                "",
                1,
                Instant.EPOCH);
    }

    public void fault(String on, String kind, int times) {
        simulator.faults().add(new InjectedFault(on, kind, times, 1, 0));
    }

    public List<String> shown() {
        return simulator.journal().seen().stream().map(JournalEntry::text).toList();
    }

    public long asked(String endpoint) {
        return simulator.counts().of(endpoint);
    }

    /** Uploads it; the same name serves a robot's callback, encrypted, and media/get. */
    public String simulatorMedia(byte[] photo) {
        try {
            return instance.wxCorpClients.call(accounts.defaultAgent(), wxCorpClient -> {
                try {
                    return wxCorpClient
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
        instances.forEach(Instance::close);
        simulator.close();
    }
}
