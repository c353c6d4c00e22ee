package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.PlaceNames;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Topic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlineRule;
import lianhu.core.deadline.Deadlines;
import lianhu.core.people.Posts;
import lianhu.core.people.Role;
import lianhu.core.reading.Finding;
import lianhu.core.reading.Reading;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.Unheard;
import lianhu.core.routing.RuleBook;

/** Turns a report into a ticket with an owner: decided in memory, then written, then answered. */
public final class Intake {
    /** Within it the reporter of a sealed matter hears whether it is taken up. */
    private static final int SEALED_WORKING_DAYS = 2;

    /** What members in other cities say of their village, beside its name. */
    private static final List<String> HOME = List.of("老家", "家里", "村里", "屋里", "我们村", "家乡");

    private static final List<Role> HEADS = List.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final Reading reading;
    private final RuleBook rules;
    private final Catalogue catalogue;
    private final Deadlines deadlines;
    private final Areas areas;
    private final PlaceNames names;
    private final Posts posts;
    private final Filings filings;

    public Intake(
            Reading reading,
            RuleBook rules,
            Catalogue catalogue,
            Deadlines deadlines,
            Areas areas,
            Posts posts,
            Filings filings) {
        this.reading = reading;
        this.rules = rules;
        this.catalogue = catalogue;
        this.deadlines = deadlines;
        this.areas = areas;
        this.names = new PlaceNames(areas);
        this.posts = posts;
        this.filings = filings;
    }

    public Uni<Receipt> receive(Report report) {
        return filings.keep(file(report));
    }

    /** Pure. A place that is unknown becomes the nearest known one: an old card still works. */
    Filing file(Report heard) {
        Area near = areas.nearest(heard.area()).orElseGet(areas::county);
        Report report = heard.in(atHome(heard, near).orElse(near).code());
        Finding finding = report.finding().orElseGet(() -> reading.of(report.words()));
        LocalDate day = Deadlines.day(report.receivedAt());
        RuleBook.Decision decision = rules.decide(new RuleBook.Matter(
                report.words(),
                finding,
                report.area(),
                day,
                isFromHead(report, day),
                report.channel() == Channel.AWAY || near.code().isAway()));
        Discretion discretion =
                finding.discretion() == Discretion.OPEN && (!decision.isOpen() || Unheard.is(report.words()))
                        ? Discretion.PRIVATE
                        : finding.discretion();
        Urgency urgency =
                finding.urgency() == Urgency.NORMAL ? deadlines.urgency(deadlineKey(decision)) : finding.urgency();
        return new Filing(
                report,
                Title.of(report.words()),
                finding.kind(),
                urgency,
                discretion,
                decision,
                due(finding.kind(), urgency, decision, discretion, report.receivedAt()),
                finding.emergency().or(finding::statutory).map(Topic::name).orElse(""));
    }

    /**
     * Members in other cities also speak of home: 老家上河村的路坏了. At the chamber's own door the contact says which it is.
     * Matters of home go to the township of origin.
     */
    private Optional<Area> atHome(Report heard, Area near) {
        boolean isOfHome = near.code().isAway()
                && heard.channel() != Channel.AWAY
                && HOME.stream().anyMatch(heard.words()::contains);
        return isOfHome ? names.named(heard.words()) : Optional.empty();
    }

    private Instant due(
            Kind kind, Urgency urgency, RuleBook.Decision decision, Discretion discretion, Instant received) {
        if (discretion == Discretion.SEALED) {
            return deadlines
                    .workingDays()
                    .after(received, SEALED_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS)
                    .at();
        }
        return decision.route().owner().isDesk()
                ? deadlines.triage(received)
                : deadlines
                        .answer(kind, deadlineKey(decision), urgency, received)
                        .at();
    }

    private String deadlineKey(RuleBook.Decision decision) {
        return catalogue.category(decision.category()).map(Category::deadline).orElse("");
    }

    private boolean isFromHead(Report report, LocalDate day) {
        return report.relayer().isPresent() && report.channel() != Channel.AWAY
                || posts.heldBy(report.speaker().identity(), day).stream()
                        .anyMatch(post -> HEADS.contains(post.role()));
    }

    /** What to say at once for a receipt's advice: the number to ring or the statutory channel. */
    public Optional<Topic> advice(Receipt receipt) {
        return receipt.advice().isEmpty() ? Optional.empty() : catalogue.topic(receipt.advice());
    }
}
