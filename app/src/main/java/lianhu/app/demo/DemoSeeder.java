package lianhu.app.demo;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.county.DemoData;
import lianhu.app.boot.AppSettings;
import lianhu.app.boot.StartupException;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.ResultCheckPolicy;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.roster.Post;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;

/**
 * Creates the tickets with which the desk of the demonstration begins. Each is reported and worked on in the past; no
 * notice is sent.
 */
@ApplicationScoped
public class DemoSeeder {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_STEPS = Duration.ofMinutes(50);

    private final AppSettings settings;
    private final County county;
    private final ReportIntake reportIntake;
    private final TicketRepository ticketRepository;
    private final OwnerResolver ownerResolver;
    private final NotificationPolicy notificationPolicy;
    private final Pool pool;
    private final GroupBindings groupBindings;
    private final InstantSource clock;

    DemoSeeder(
            AppSettings settings,
            County county,
            ReportIntake reportIntake,
            TicketRepository ticketRepository,
            OwnerResolver ownerResolver,
            NotificationPolicy notificationPolicy,
            Pool pool,
            GroupBindings groupBindings,
            InstantSource clock) {
        this.settings = settings;
        this.county = county;
        this.reportIntake = reportIntake;
        this.ticketRepository = ticketRepository;
        this.ownerResolver = ownerResolver;
        this.notificationPolicy = notificationPolicy;
        this.pool = pool;
        this.groupBindings = groupBindings;
        this.clock = clock;
    }

    /** Runs only before the first real report, and before the outbox starts. */
    public void seedOnce() {
        if (!settings.demo() || county.demo().reports().isEmpty() || !isUnseeded()) {
            return;
        }
        int number = 0;
        for (DemoData.DemoReport demoReport : county.demo().reports()) {
            seed(demoReport, ++number);
        }
        pool.query("UPDATE delivery SET state = 'DROPPED', reason = '演示开始以前的事' WHERE state = 'PENDING'")
                .execute()
                .await()
                .atMost(TIMEOUT);
    }

    /** True when only seeds exist and not all of them: an interrupted start continues, and the same seed is stored once. */
    private boolean isUnseeded() {
        return pool.preparedQuery("""
                        SELECT count(*) < $1::bigint AND count(*) FILTER (WHERE source_account NOT LIKE 'demo:%') = 0 FROM report""")
                .execute(Tuple.of(county.demo().reports().size()))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .await()
                .atMost(TIMEOUT);
    }

    private void seed(DemoData.DemoReport demoReport, int number) {
        Instant at = LocalDate.ofInstant(clock.instant(), BusinessCalendar.ZONE)
                .minusDays(demoReport.daysAgo())
                .atTime(demoReport.time())
                .atZone(BusinessCalendar.ZONE)
                .toInstant();
        Receipt receipt =
                reportIntake.handle(report(demoReport, number, at)).await().atMost(TIMEOUT);
        Instant step = at;
        for (String words : demoReport.then()) {
            step = step.plus(BETWEEN_STEPS);
            Instant then = step;
            TicketService past = new TicketService(
                    ticketRepository,
                    ownerResolver,
                    county.catalogue(),
                    county.deadlines(),
                    notificationPolicy,
                    new ResultCheckPolicy(county.profile().checksAllResults()),
                    () -> then);
            act(past, receipt, words, then).await().atMost(TIMEOUT);
        }
    }

    private Uni<TicketService.Outcome> act(TicketService past, Receipt receipt, String words, Instant at) {
        String verb = words.contains(" ") ? words.substring(0, words.indexOf(' ')) : words;
        String said = words.substring(verb.length()).strip();
        ActionType type = switch (verb) {
            case "accept" -> ActionType.ACCEPT;
            case "result" -> ActionType.RESULT;
            case "return" -> ActionType.RETURN;
            default -> throw new StartupException("demo/reports.yaml：不认识的步骤“" + verb + "”");
        };
        return past.act(
                receipt.ticket(), Action.of(type, ownerActor(receipt, at)).withWords(said));
    }

    private Actor ownerActor(Receipt receipt, Instant at) {
        Optional<Post> post = ownerResolver.holders(receipt.owner(), DeadlinePolicy.localDate(at)).stream()
                .findFirst();
        return post.map(one -> new Actor(Actor.Type.POST, one.id().value(), one.spoken()))
                .orElseGet(() -> receipt.owner().isDesk()
                        ? new Actor(Actor.Type.DESK, "desk", receipt.owner().name())
                        : new Actor(
                                Actor.Type.DEPARTMENT,
                                receipt.owner().id(),
                                receipt.owner().name()));
    }

    private Report report(DemoData.DemoReport demoReport, int number, Instant at) {
        PersonDetails reporter = demoReport.reporter().isEmpty()
                ? PersonDetails.UNKNOWN
                : new PersonDetails("", demoReport.reporter(), "");
        Optional<PersonDetails> relayer =
                demoReport.channel() == Channel.RELAY ? Optional.of(relayer(demoReport.area())) : Optional.empty();
        return new Report(
                new MessageSource("demo", county.profile().code().value(), Integer.toString(number)),
                demoReport.channel(),
                conversation(demoReport, number),
                demoReport.area(),
                reporter,
                relayer,
                demoReport.text(),
                List.of(),
                at,
                at);
    }

    /** A report from a group comes from the heads' group of the village. */
    private String conversation(DemoData.DemoReport demoReport, int number) {
        return demoReport.channel() != Channel.GROUP
                ? "demo:" + number
                : groupBindings.all().stream()
                        .filter(groupBinding -> groupBinding.tier() == GroupBinding.Tier.INTERNAL
                                && groupBinding.area().contains(demoReport.area()))
                        .findFirst()
                        .map(groupBinding -> "group:" + groupBinding.chat())
                        .orElse("demo:" + number);
    }

    private PersonDetails relayer(AreaCode unit) {
        Owner head = new Owner(OwnerType.UNIT, unit.value(), "");
        return ownerResolver.holders(head, DeadlinePolicy.localDate(clock.instant())).stream()
                .findFirst()
                .map(post -> new PersonDetails("", post.person(), post.phone()))
                .orElse(PersonDetails.UNKNOWN);
    }
}
