package lianhu.app;

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
import lianhu.adapters.county.Demo;
import lianhu.core.Casework;
import lianhu.core.Echo;
import lianhu.core.Intake;
import lianhu.core.Receipt;
import lianhu.core.Tickets;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.Deadlines;
import lianhu.core.deadline.WorkingDays;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.people.Post;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.report.Speaker;
import lianhu.core.routing.Owner;
import lianhu.core.routing.Owners;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;

/** The matters with which the demonstration's desk begins, each told and worked on in its own past; nobody is sent word. */
@ApplicationScoped
class SeedsAtStart {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration BETWEEN_STEPS = Duration.ofMinutes(50);

    private final AppSettings settings;
    private final County county;
    private final Intake intake;
    private final Tickets tickets;
    private final Owners owners;
    private final Echo echo;
    private final Pool pool;
    private final Bindings bindings;
    private final InstantSource clock;

    SeedsAtStart(
            AppSettings settings,
            County county,
            Intake intake,
            Tickets tickets,
            Owners owners,
            Echo echo,
            Pool pool,
            Bindings bindings,
            InstantSource clock) {
        this.settings = settings;
        this.county = county;
        this.intake = intake;
        this.tickets = tickets;
        this.owners = owners;
        this.echo = echo;
        this.pool = pool;
        this.bindings = bindings;
        this.clock = clock;
    }

    /** Only before anything real was told, and before the outbox begins. */
    void sowOnce() {
        if (!settings.demonstration() || county.demo().matters().isEmpty() || !isUnsown()) {
            return;
        }
        int number = 0;
        for (Demo.Matter matter : county.demo().matters()) {
            sow(matter, ++number);
        }
        pool.query("UPDATE delivery SET state = 'DROPPED', why = '演示开始以前的事' WHERE state = 'PENDING'")
                .execute()
                .await()
                .atMost(LONGEST);
    }

    /** Nothing but seeds, and not all of them: a start that was cut off goes on where it was, the same seed counts once. */
    private boolean isUnsown() {
        return pool.preparedQuery("""
                        SELECT count(*) < $1::bigint AND count(*) FILTER (WHERE door NOT LIKE 'demo:%') = 0 FROM report""")
                .execute(Tuple.of(county.demo().matters().size()))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .await()
                .atMost(LONGEST);
    }

    private void sow(Demo.Matter matter, int number) {
        Instant at = LocalDate.ofInstant(clock.instant(), WorkingDays.ZONE)
                .minusDays(matter.daysAgo())
                .atTime(matter.time())
                .atZone(WorkingDays.ZONE)
                .toInstant();
        Receipt receipt = intake.receive(report(matter, number, at)).await().atMost(LONGEST);
        Instant step = at;
        for (String words : matter.then()) {
            step = step.plus(BETWEEN_STEPS);
            Instant then = step;
            Casework past = new Casework(tickets, owners, county.catalogue(), county.deadlines(), echo, () -> then);
            act(past, receipt, words, then).await().atMost(LONGEST);
        }
    }

    private Uni<Casework.Outcome> act(Casework past, Receipt receipt, String words, Instant at) {
        String verb = words.contains(" ") ? words.substring(0, words.indexOf(' ')) : words;
        String said = words.substring(verb.length()).strip();
        ActionType type = switch (verb) {
            case "accept" -> ActionType.ACCEPT;
            case "result" -> ActionType.RESULT;
            case "return" -> ActionType.RETURN;
            default -> throw new Fault("demo/reports.yaml：不认识的步骤“" + verb + "”");
        };
        return past.act(receipt.ticket(), Action.of(type, holder(receipt, at)).saying(said));
    }

    private Actor holder(Receipt receipt, Instant at) {
        Optional<Post> post =
                owners.holders(receipt.lead(), Deadlines.day(at)).stream().findFirst();
        return post.map(one -> new Actor(Actor.Type.POST, one.id().value(), one.spoken()))
                .orElseGet(() -> receipt.lead().isDesk()
                        ? new Actor(Actor.Type.DESK, "desk", receipt.lead().name())
                        : new Actor(
                                Actor.Type.DEPARTMENT,
                                receipt.lead().id(),
                                receipt.lead().name()));
    }

    private Report report(Demo.Matter matter, int number, Instant at) {
        Speaker reporter = matter.reporter().isEmpty() ? Speaker.UNKNOWN : new Speaker("", matter.reporter(), "");
        Optional<Speaker> relayer =
                matter.channel() == Channel.RELAY ? Optional.of(relayer(matter.area())) : Optional.empty();
        return new Report(
                new Source("demo", county.profile().code().value(), Integer.toString(number)),
                matter.channel(),
                conversation(matter, number),
                matter.area(),
                reporter,
                relayer,
                matter.text(),
                List.of(),
                at,
                at);
    }

    /** What was said in a group was said in the heads' group of the village. */
    private String conversation(Demo.Matter matter, int number) {
        return matter.channel() != Channel.GROUP
                ? "demo:" + number
                : bindings.all().stream()
                        .filter(binding -> binding.tier() == Binding.Tier.INTERNAL
                                && binding.area().contains(matter.area()))
                        .findFirst()
                        .map(binding -> "group:" + binding.chat())
                        .orElse("demo:" + number);
    }

    private Speaker relayer(AreaCode unit) {
        Owner head = new Owner(OwnerType.UNIT, unit.value(), "");
        return owners.holders(head, Deadlines.day(clock.instant())).stream()
                .findFirst()
                .map(post -> new Speaker("", post.person(), post.phone()))
                .orElse(Speaker.UNKNOWN);
    }
}
