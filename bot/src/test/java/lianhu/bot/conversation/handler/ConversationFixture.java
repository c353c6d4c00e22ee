package lianhu.bot.conversation.handler;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lianhu.bot.BotMetrics;
import lianhu.bot.conversation.CardPress;
import lianhu.bot.conversation.ConversationPlace;
import lianhu.bot.conversation.InMemoryConversationStore;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.IntentParser;
import lianhu.bot.conversation.Reply;
import lianhu.bot.conversation.ReplyRenderer;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.OwnerRef;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.classification.TextClassifier;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.deadline.TimeRange;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.InMemoryPendingMediaQueue;
import lianhu.core.intake.ReportIntake;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.TicketRouter;
import lianhu.core.ticket.TicketNo;
import lianhu.templates.CountyContact;
import lianhu.templates.QuteNoticeRenderer;
import lianhu.templates.TextRenderer;

/** A small county with a heads' group, to talk to. The clock goes on a second with every word. */
public final class ConversationFixture {
    public static final String CHAT = "wr-heads";
    public static final String UNBOUND = "wr-unbound";
    public static final String HEAD = "zhou.shen";
    public static final String KEEPER = "wang.xiao";
    public static final String ROBOT = "联户小助手";
    /** A working day within office hours. */
    public static final Instant START = Instant.parse("2026-11-20T02:00:00Z");

    static final Catalogue CATALOGUE = new Catalogue(
            List.of(
                    category("lamp", true, "GRID", "路灯", "不亮"),
                    category("rubbish", true, "GRID", "垃圾"),
                    category("cover", true, "GRID", "井盖"),
                    category("other", true, "DESK", "别的事")),
            List.of(),
            List.of(
                    topic("着火", List.of("着火了", "冒烟了"), List.of("上火了", "着火了怎么办"), "119", false),
                    topic("家庭暴力", List.of("老公打我"), List.of(), "110", true)),
            List.of(topic("举报", List.of("举报", "收钱"), List.of("举报电话"), "", false)),
            List.of(topic("欠薪", List.of("工资"), List.of(), "", false)),
            List.of(topic("法院裁判和执行", List.of("不服判决"), List.of(), "可以向上一级法院上诉。", false)),
            "abc123");

    public static final TextClassifier READING = new TextClassifier(CATALOGUE);

    public Instant now = START;
    public final InMemoryTicketRepository tickets = new InMemoryTicketRepository(() -> now);
    private final NotificationPolicy notificationPolicy =
            new NotificationPolicy(RosterFixture.owners(), RosterFixture.departments(), bindings(), CATALOGUE);
    public final InMemoryTicketQueries book =
            new InMemoryTicketQueries(new InMemoryIntakeStore(tickets, notificationPolicy), tickets);
    public final Map<IncomingMedia, AttachmentId> photos = new HashMap<>();
    public final List<String> counted = new ArrayList<>();
    public final InMemoryConversationStore memo = new InMemoryConversationStore(() -> now, 100);
    private final List<GroupBinding> bound = new ArrayList<>(
            List.of(new GroupBinding(CHAT, "联户长群", RosterFixture.VILLAGE, GroupBinding.Tier.INTERNAL, "")));
    private final Map<String, AreaCode> codes = new HashMap<>(Map.of("K7Q-3PD", RosterFixture.VILLAGE));
    public final InMemoryPendingMediaQueue late = new InMemoryPendingMediaQueue(() -> now, this::filedAs);
    public final List<String> asides = new ArrayList<>();
    public final PendingMediaFetcher pendingMediaFetcher;
    public final ConversationService conversationService;
    public final ReportSubmission road;
    private int messages;

    public ConversationFixture() {
        this(Optional.empty());
    }

    /** The same town behind another road. */
    public ConversationFixture(ReportSubmission road) {
        this(Optional.of(road));
    }

    private ConversationFixture(Optional<ReportSubmission> road) {
        GroupBindings groupBindings = bindings();
        DeadlinePolicy deadlinePolicy = new DeadlinePolicy(
                List.of(),
                new BusinessCalendar(
                        new HolidayCalendar(Map.of(), Set.of(2026)),
                        List.of(new TimeRange(LocalTime.of(8, 30), LocalTime.of(18, 0)))));
        ReportIntake reportIntake = new ReportIntake(
                READING,
                new TicketRouter(CATALOGUE, RosterFixture.owners(), RosterFixture.posts()),
                CATALOGUE,
                deadlinePolicy,
                RosterFixture.areas(),
                RosterFixture.posts(),
                book);
        TicketService ticketService = new TicketService(
                tickets, RosterFixture.owners(), CATALOGUE, deadlinePolicy, notificationPolicy, () -> now);
        this.road = road.orElse(reportIntake::handle);
        conversationService = dialogue(this.road, groupBindings, ticketService);
        pendingMediaFetcher = new PendingMediaFetcher(
                late,
                this::fetched,
                ticketService,
                (message, user, words) -> Uni.createFrom().voidItem().invoke(() -> asides.add(user + ": " + words)),
                voice(),
                () -> now);
    }

    private Uni<Optional<AttachmentId>> fetched(IncomingMedia incomingMedia, Duration patience) {
        return Uni.createFrom().item(Optional.ofNullable(photos.get(incomingMedia)));
    }

    private Optional<TicketNo> filedAs(MessageSource message) {
        return book.count() > 0 && book.report().source().equals(message)
                ? Optional.of(book.receipt().ticket())
                : Optional.empty();
    }

    private ConversationService dialogue(
            ReportSubmission road, GroupBindings groupBindings, TicketService ticketService) {
        Directories directories = new Directories(
                RosterFixture.areas(), RosterFixture.posts(), RosterFixture.departments(), groupBindings, CATALOGUE);
        return new ConversationService(
                new IntentParser(READING, account -> List.of(ROBOT)),
                READING,
                directories,
                voice(),
                road,
                ticketService,
                book,
                this::fetched,
                late,
                memo,
                tally());
    }

    public BotMetrics tally() {
        return new BotMetrics() {
            @Override
            public void messageReceived(String door, String kind) {
                counted.add(door + " " + kind);
            }

            @Override
            public void callbackRejected(String door, String why) {
                counted.add(door + " refused " + why);
            }

            @Override
            public void replyLost(String door) {
                counted.add(door + " unsaid");
            }
        };
    }

    /** In the heads' group, to the robot. */
    public Reply say(String speaker, String words) {
        return hear(in(CHAT, speaker, words));
    }

    /** Alone, to the application. */
    public Reply tell(String speaker, String words) {
        return hear(alone(speaker, words));
    }

    public Reply hear(IncomingMessage incomingMessage) {
        now = now.plusSeconds(1);
        return conversationService.handle(incomingMessage).await().atMost(Duration.ofSeconds(5));
    }

    public Reply press(String user, CardPress cardPress) {
        now = now.plusSeconds(1);
        return conversationService
                .handlePress(alone(user, ""), cardPress)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    public IncomingMessage in(String chat, String speaker, String words) {
        return utterance(
                new MessageSource("aibot", "AIBOT0001", "m" + ++messages),
                new ConversationPlace.Group(chat),
                speaker,
                "@" + ROBOT + " " + words);
    }

    public IncomingMessage alone(String speaker, String words) {
        return utterance(
                new MessageSource("app", "1000002", "m" + ++messages),
                new ConversationPlace.PrivateChat(Channel.APP),
                speaker,
                words);
    }

    public IncomingMessage utterance(
            MessageSource messageSource, ConversationPlace conversationPlace, String speaker, String words) {
        return new IncomingMessage(messageSource, conversationPlace, speaker, words, "", List.of(), "", now, now);
    }

    public static IncomingMessage with(IncomingMessage one, List<IncomingMedia> incomingMedias, String quote) {
        return new IncomingMessage(
                one.source(),
                one.place(),
                one.senderId(),
                one.text(),
                quote,
                incomingMedias,
                one.location(),
                one.sentAt(),
                one.receivedAt());
    }

    /** The same message, brought again later. */
    IncomingMessage again(IncomingMessage one) {
        return new IncomingMessage(
                one.source(),
                one.place(),
                one.senderId(),
                one.text(),
                one.quote(),
                one.media(),
                one.location(),
                now,
                now);
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    private ReplyRenderer voice() {
        TextRenderer textRenderer = texts();
        CountyContact county = new CountyContact("云溪县服务热线 12345", "县值班室 5400000", "http://yunxi.test");
        return new ReplyRenderer(
                new QuteNoticeRenderer(textRenderer, () -> now, county), textRenderer, () -> now, county);
    }

    /** Outside the application the checked records do not render themselves, so the files are read as a county's own words. */
    public static TextRenderer texts() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .build();
        Map<String, String> files = new HashMap<>();
        TextRenderer.NAMES.forEach(name -> files.put(name, file(name)));
        return new TextRenderer(engine, files);
    }

    private static String file(String name) {
        try (InputStream notice = ConversationFixture.class.getResourceAsStream("/templates/notice/" + name + ".txt");
                InputStream reply =
                        ConversationFixture.class.getResourceAsStream("/templates/reply/" + name + ".txt")) {
            InputStream file = Objects.requireNonNull(notice == null ? reply : notice, name);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GroupBindings bindings() {
        return new GroupBindings() {
            @Override
            public List<GroupBinding> all() {
                return List.copyOf(bound);
            }

            @Override
            public Uni<Code> issueCode(AreaCode area) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Uni<Boolean> unbind(String chat) {
                return Uni.createFrom().item(false);
            }

            @Override
            public Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName) {
                return Uni.createFrom()
                        .item(() -> Optional.ofNullable(codes.remove(code)).map(area -> {
                            GroupBinding groupBinding =
                                    new GroupBinding(chat, groupName, area, GroupBinding.Tier.INTERNAL, "");
                            bound.add(groupBinding);
                            return groupBinding;
                        }));
            }
        };
    }

    private static Category category(String code, boolean isOpen, String lead, String... words) {
        return new Category(code, code, "", RequestKind.HELP, List.of(words), OwnerRef.parse(lead), false, isOpen, "");
    }

    private static KeywordTopic topic(
            String name, List<String> words, List<String> unless, String tell, boolean isPrivate) {
        return new KeywordTopic(name, words, unless, OwnerRef.DESK, tell, isPrivate);
    }
}
