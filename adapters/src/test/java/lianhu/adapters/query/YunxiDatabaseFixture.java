package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.PgRoster;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.intake.PgIntake;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.ResultCheckPolicy;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.routing.TicketRouter;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** The whole road of the shipped county on a real database; every report comes a second after the one before. */
final class YunxiDatabaseFixture implements AutoCloseable {
    static final FieldEncryption VAULT =
            new FieldEncryption("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII));
    static final PersonDetails LI = new PersonDetails("", "李婶", "15400009999");
    static final Actor KEEPER = new Actor(Actor.Type.POST, "621099101201001.KEEPER.1", "网格员小王");

    private final PostgresFixture postgresFixture;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T02:00:00Z"));
    private final PgRoster roster;
    private final OwnerResolver ownerResolver;
    private final ReportIntake reportIntake;
    private final TicketService ticketService;
    private final Map<ReceiptNo, Report> reports = new HashMap<>();
    private final SealedCircle circle;
    private int count;

    private YunxiDatabaseFixture(PostgresFixture postgresFixture) {
        this.postgresFixture = postgresFixture;
        County county = CountyFolder.at(Path.of("..", "counties", "yunxi")).read();
        circle = county.profile().sealedCircle();
        roster = new PgRoster(postgresFixture.pool(), VAULT, clock());
        roster.start(county, true);
        ownerResolver = new OwnerResolver(roster.areas(), roster.posts(), roster.departments());
        NotificationPolicy notificationPolicy = new NotificationPolicy(
                ownerResolver, roster.departments(), roster.bindings(), county.catalogue(), SmsAvailability.OFF);
        OutboxSignal outboxSignal = new OutboxSignal();
        reportIntake = new ReportIntake(
                new TextClassifier(county.catalogue()),
                new TicketRouter(county.catalogue(), ownerResolver, roster.posts()),
                county.catalogue(),
                county.deadlines(),
                roster.areas(),
                roster.posts(),
                new PgIntake(
                        postgresFixture.vertx(),
                        postgresFixture.pool(),
                        VAULT,
                        notificationPolicy,
                        outboxSignal,
                        2,
                        200));
        ticketService = new TicketService(
                new PgTickets(postgresFixture.vertx(), postgresFixture.sessions(), VAULT, outboxSignal, clock()),
                ownerResolver,
                county.catalogue(),
                county.deadlines(),
                notificationPolicy,
                new ResultCheckPolicy(false),
                clock());
    }

    static YunxiDatabaseFixture open() throws Exception {
        return new YunxiDatabaseFixture(PostgresFixture.create());
    }

    Pool pool() {
        return postgresFixture.pool();
    }

    Pool disconnectedPool() {
        return postgresFixture.disconnectedPool();
    }

    TicketRepository tickets() {
        return new PgTickets(postgresFixture.vertx(), postgresFixture.sessions(), VAULT, new OutboxSignal(), clock());
    }

    TicketService ticketService() {
        return ticketService;
    }

    SealedCircle circle() {
        return circle;
    }

    PgRoster roster() {
        return roster;
    }

    InstantSource clock() {
        return now::get;
    }

    Receipt report(AreaCode place, String words) {
        return report(place, words, LI, Channel.WEB, "web:" + count);
    }

    Receipt report(AreaCode place, String words, PersonDetails reporter, Channel channel, String conversation) {
        return report(place, words, reporter, Optional.empty(), channel, conversation, UnaryOperator.identity());
    }

    /** What a unit head passes on. */
    Receipt relay(AreaCode place, String words, PersonDetails reporter, PersonDetails relayer) {
        return report(
                place, words, reporter, Optional.of(relayer), Channel.RELAY, "unit:" + count, UnaryOperator.identity());
    }

    /** @param change of the report before it is filed */
    Receipt report(AreaCode place, String words, UnaryOperator<Report> change) {
        return report(place, words, LI, Optional.empty(), Channel.WEB, "web:" + count, change);
    }

    private Receipt report(
            AreaCode place,
            String words,
            PersonDetails reporter,
            Optional<PersonDetails> relayer,
            Channel channel,
            String conversation,
            UnaryOperator<Report> change) {
        now.updateAndGet(at -> at.plusSeconds(1));
        Report report = change.apply(new Report(
                new MessageSource("test", "T1", "message:" + ++count),
                channel,
                conversation,
                place,
                reporter,
                relayer,
                words,
                List.of(),
                now.get(),
                now.get()));
        Receipt receipt = await(reportIntake.handle(report));
        reports.put(receipt.no(), report);
        return receipt;
    }

    /** The same report under the same key. */
    Receipt repeat(Receipt receipt, UnaryOperator<Report> change) {
        Report first = Optional.ofNullable(reports.get(receipt.no())).orElseThrow();
        return await(reportIntake.handle(change.apply(new Report(
                first.source(),
                first.channel(),
                first.conversation(),
                first.area(),
                first.reporter(),
                first.relayer(),
                first.words(),
                first.attachments(),
                first.occurredAt(),
                first.receivedAt()))));
    }

    String sourceOf(Receipt receipt) {
        return Optional.ofNullable(reports.get(receipt.no()))
                .map(report -> report.source().toString())
                .orElse("");
    }

    Owner department(String department) {
        return ownerResolver.department(department).orElseThrow();
    }

    TicketService.Outcome perform(TicketNo no, Action action) {
        now.updateAndGet(at -> at.plusSeconds(1));
        return await(ticketService.act(no, action));
    }

    void act(TicketNo no, Action action) {
        TicketService.Outcome outcome = perform(no, action);
        if (!(outcome instanceof TicketService.Outcome.Done)) {
            throw new AssertionError(action.type() + ": " + outcome);
        }
    }

    @Override
    public void close() {
        roster.close();
        postgresFixture.close();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
