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
import lianhu.core.casework.ResultCheckPolicy;
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
import lianhu.core.followup.InMemoryTicketRatings;
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
import lianhu.core.routing.Departments;
import lianhu.core.routing.TicketRouter;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.ticket.TicketNo;
import lianhu.templates.CountyContact;
import lianhu.templates.QuteNoticeRenderer;
import lianhu.templates.TextRenderer;

/** A small county with a heads' group. Each message moves the clock by a second. */
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
    /** Those that are notified. */
    Departments departments = RosterFixture.departments();

    private final NotificationPolicy notificationPolicy = new NotificationPolicy(
            RosterFixture.owners(), () -> departments.all(), bindings(), CATALOGUE, SmsAvailability.OFF);
    /** Counts how often a ticket is loaded. */
    final CountingTicketRepository loads = new CountingTicketRepository(tickets);

    public final InMemoryTicketQueries book =
            new InMemoryTicketQueries(new InMemoryIntakeStore(tickets, notificationPolicy), tickets);
    public final Map<IncomingMedia, AttachmentId> photos = new HashMap<>();
    public final List<String> counted = new ArrayList<>();
    public final InMemoryConversationStore conversationStore = new InMemoryConversationStore(() -> now, 100);
    private final List<GroupBinding> bound = new ArrayList<>(
            List.of(new GroupBinding(CHAT, "联户长群", RosterFixture.VILLAGE, GroupBinding.Tier.INTERNAL, "")));
    private final Map<String, AreaCode> codes = new HashMap<>(Map.of("K7Q-3PD", RosterFixture.VILLAGE));
    public final InMemoryPendingMediaQueue late = new InMemoryPendingMediaQueue(() -> now, this::ticketOf);
    public final List<String> privateTexts = new ArrayList<>();
    final InMemoryTicketRatings ratings = new InMemoryTicketRatings();
    public final PendingMediaFetcher pendingMediaFetcher;
    public final TicketService ticketService;
    public final ConversationService conversationService;
    public final ReportSubmission submission;
    private int messages;

    public ConversationFixture() {
        this(Optional.empty());
    }

    /** The same county with another report submission. */
    public ConversationFixture(ReportSubmission submission) {
        this(Optional.of(submission));
    }

    private ConversationFixture(Optional<ReportSubmission> submission) {
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
        ticketService = new TicketService(
                loads,
                RosterFixture.owners(),
                CATALOGUE,
                deadlinePolicy,
                notificationPolicy,
                new ResultCheckPolicy(false),
                () -> now);
        this.submission = submission.orElse(reportIntake::handle);
        conversationService = conversation(this.submission, groupBindings, ticketService);
        pendingMediaFetcher = new PendingMediaFetcher(
                late,
                this::download,
                ticketService,
                (message, user, words) ->
                        Uni.createFrom().voidItem().invoke(() -> privateTexts.add(user + ": " + words)),
                replyRenderer(),
                () -> now);
    }

    private Uni<Optional<AttachmentId>> download(IncomingMedia incomingMedia, Duration patience) {
        return Uni.createFrom().item(Optional.ofNullable(photos.get(incomingMedia)));
    }

    private Optional<TicketNo> ticketOf(MessageSource message) {
        return book.count() > 0 && book.report().source().equals(message)
                ? Optional.of(book.receipt().ticket())
                : Optional.empty();
    }

    private ConversationService conversation(
            ReportSubmission submission, GroupBindings groupBindings, TicketService ticketService) {
        IntentParser intentParser = new IntentParser(READING, account -> List.of(ROBOT));
        ReplyRenderer replyRenderer = replyRenderer();
        StaffContext staffContext = new StaffContext(
                RosterFixture.areas(),
                RosterFixture.posts(),
                RosterFixture.departments(),
                groupBindings,
                ticketService);
        PendingQuestionStore pendingQuestionStore = new PendingQuestionStore(conversationStore);
        AttachmentFetcher attachmentFetcher = new AttachmentFetcher(this::download, late);
        ReporterContext reporterContext = new ReporterContext(book, ticketService, staffContext, replyRenderer);
        ReportHandler reportHandler = new ReportHandler(
                submission,
                attachmentFetcher,
                reporterContext,
                staffContext,
                CATALOGUE,
                notificationPolicy,
                replyRenderer);
        StaffActionExecutor executor =
                new StaffActionExecutor(ticketService, staffContext, pendingQuestionStore, replyRenderer);
        AdditionHandler additionHandler =
                new AdditionHandler(reporterContext, READING, attachmentFetcher, reportHandler, replyRenderer);
        return new ConversationService(
                intentParser,
                botMetrics(),
                replyRenderer,
                staffContext,
                new PendingQuestionHandler(
                        pendingQuestionStore, ticketService, intentParser, attachmentFetcher, executor, replyRenderer),
                new QuestionAnswerHandler(reporterContext, READING, additionHandler),
                reportHandler,
                additionHandler,
                new ProgressHandler(book, reporterContext, READING, reportHandler, replyRenderer),
                new ReporterCommandHandler(
                        reporterContext,
                        new ResultFeedbackHandler(reporterContext, replyRenderer),
                        new RatingHandler(ratings, replyRenderer),
                        CATALOGUE,
                        reportHandler,
                        notificationPolicy,
                        replyRenderer),
                new StaffCommandHandler(book, ticketService, staffContext, executor, replyRenderer),
                new EmergencyAcknowledgement(
                        new NoEscalations(), RosterFixture.posts(), RosterFixture.areas(), replyRenderer),
                new GroupBindingHandler(
                        RosterFixture.areas(), groupBindings, staffContext, conversationStore, replyRenderer));
    }

    public BotMetrics botMetrics() {
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

    /** A message to the robot in the heads' group. */
    public Reply sendToGroup(String speaker, String words) {
        return send(groupMessage(CHAT, speaker, words));
    }

    /** A private message to the application. */
    public Reply sendPrivate(String speaker, String words) {
        return send(privateMessage(speaker, words));
    }

    public Reply send(IncomingMessage incomingMessage) {
        now = now.plusSeconds(1);
        return conversationService.handle(incomingMessage).await().atMost(Duration.ofSeconds(5));
    }

    public Reply press(String user, CardPress cardPress) {
        now = now.plusSeconds(1);
        return conversationService
                .handlePress(privateMessage(user, ""), cardPress)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    public IncomingMessage groupMessage(String chat, String speaker, String words) {
        return message(
                new MessageSource("aibot", "AIBOT0001", "m" + ++messages),
                new ConversationPlace.Group(chat),
                speaker,
                "@" + ROBOT + " " + words);
    }

    public IncomingMessage privateMessage(String speaker, String words) {
        return message(
                new MessageSource("app", "1000002", "m" + ++messages),
                new ConversationPlace.PrivateChat(Channel.APP),
                speaker,
                words);
    }

    public IncomingMessage message(
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

    /** The same message, delivered again later. */
    IncomingMessage repeat(IncomingMessage one) {
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

    private ReplyRenderer replyRenderer() {
        TextRenderer textRenderer = texts();
        CountyContact county = new CountyContact("云溪县服务热线 12345", "县值班室 5400000", "http://yunxi.test");
        return new ReplyRenderer(
                new QuteNoticeRenderer(textRenderer, () -> now, county), textRenderer, () -> now, county);
    }

    /**
     * Outside the application the checked templates do not render themselves, so the files are read as texts of the
     * county.
     */
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
