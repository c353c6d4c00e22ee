package lianhu.adapters.worklist;

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
import lianhu.adapters.county.County;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.roster.PgRoster;
import lianhu.adapters.store.Database;
import lianhu.adapters.store.Doorbell;
import lianhu.adapters.store.PgIntake;
import lianhu.adapters.store.PgTickets;
import lianhu.adapters.store.StoreSettings;
import lianhu.adapters.vault.Vault;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.classification.KeywordClassifier;
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
import lianhu.core.ticket.Action;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** The whole road of the shipped county on a real database; every report comes a second after the one before. */
final class YunxiRoad implements AutoCloseable {
    static final Vault VAULT = new Vault("an-invented-key-of-32-characters".getBytes(StandardCharsets.US_ASCII));
    static final PersonDetails LI = new PersonDetails("", "李婶", "15400009999");
    static final Actor KEEPER = new Actor(Actor.Type.POST, "621099101201001.KEEPER.1", "网格员小王");

    private final Database database;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T02:00:00Z"));
    private final PgRoster roster;
    private final OwnerResolver ownerResolver;
    private final ReportIntake reportIntake;
    private final TicketService ticketService;
    private final Map<ReceiptNo, String> sources = new HashMap<>();
    private int count;

    private YunxiRoad(Database database) {
        this.database = database;
        County county = CountyFolder.at(Path.of("..", "counties", "yunxi")).read();
        roster = new PgRoster(database.pool(), VAULT, clock());
        roster.start(county, true);
        ownerResolver = new OwnerResolver(roster.areas(), roster.posts(), roster.departments());
        NotificationPolicy notificationPolicy =
                new NotificationPolicy(ownerResolver, roster.departments(), roster.bindings(), county.catalogue());
        Doorbell doorbell = new Doorbell();
        reportIntake = new ReportIntake(
                new KeywordClassifier(county.catalogue()),
                new TicketRouter(county.catalogue(), ownerResolver, roster.posts()),
                county.catalogue(),
                county.deadlines(),
                roster.areas(),
                roster.posts(),
                new PgIntake(database.vertx(), database.pool(), VAULT, notificationPolicy, doorbell, new TwoLanes()));
        ticketService = new TicketService(
                new PgTickets(database.vertx(), database.sessions(), VAULT, doorbell, clock()),
                ownerResolver,
                county.catalogue(),
                county.deadlines(),
                notificationPolicy,
                clock());
    }

    static YunxiRoad open() throws Exception {
        return new YunxiRoad(Database.fresh());
    }

    Pool pool() {
        return database.pool();
    }

    TicketRepository tickets() {
        return new PgTickets(database.vertx(), database.sessions(), VAULT, new Doorbell(), clock());
    }

    InstantSource clock() {
        return now::get;
    }

    Receipt tell(AreaCode place, String words) {
        return tell(place, words, LI, Channel.WEB, "web:" + count);
    }

    Receipt tell(AreaCode place, String words, PersonDetails reporter, Channel channel, String conversation) {
        now.updateAndGet(at -> at.plusSeconds(1));
        MessageSource messageSource = new MessageSource("test", "T1", "message:" + ++count);
        Receipt receipt = await(reportIntake.handle(new Report(
                messageSource,
                channel,
                conversation,
                place,
                reporter,
                Optional.empty(),
                words,
                List.of(),
                now.get(),
                now.get())));
        sources.put(receipt.no(), messageSource.toString());
        return receipt;
    }

    String sourceOf(Receipt receipt) {
        return sources.getOrDefault(receipt.no(), "");
    }

    Owner office(String department) {
        return ownerResolver.department(department).orElseThrow();
    }

    TicketService.Outcome want(TicketNo no, Action action) {
        now.updateAndGet(at -> at.plusSeconds(1));
        return await(ticketService.act(no, action));
    }

    void act(TicketNo no, Action action) {
        TicketService.Outcome outcome = want(no, action);
        if (!(outcome instanceof TicketService.Outcome.Done)) {
            throw new AssertionError(action.type() + ": " + outcome);
        }
    }

    @Override
    public void close() {
        roster.close();
        database.close();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private record TwoLanes() implements StoreSettings {
        @Override
        public int lanes() {
            return 2;
        }

        @Override
        public int batch() {
            return 200;
        }

        @Override
        public Broadcast broadcast() {
            return () -> 0;
        }

        @Override
        public Outgoing outbox() {
            throw new UnsupportedOperationException("nothing goes out here");
        }
    }
}
