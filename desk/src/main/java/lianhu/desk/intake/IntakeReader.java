package lianhu.desk.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.Classification;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.intake.ReportIntake;
import lianhu.core.intake.TicketDraft;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.Report;
import lianhu.desk.intake.IntakeReading.Guess;
import lianhu.desk.intake.IntakeReading.Similar;
import lianhu.desk.ticket.SimilarTickets;
import lianhu.desk.ticket.TicketsOfNumber;

/** Reads a report before it is filed, by the same rules as the intake: what is shown is what filing would decide. */
@ApplicationScoped
class IntakeReader {
    private static final int GUESSES = 2;

    private final ReportIntake reportIntake;
    private final IntakeFiling filing;
    private final TicketQueries ticketQueries;
    private final TicketsOfNumber ticketsOfNumber;
    private final Areas areas;
    private final InstantSource clock;

    IntakeReader(
            ReportIntake reportIntake,
            IntakeFiling filing,
            TicketQueries ticketQueries,
            Areas areas,
            InstantSource clock) {
        this.reportIntake = reportIntake;
        this.filing = filing;
        this.ticketQueries = ticketQueries;
        this.ticketsOfNumber = new TicketsOfNumber(ticketQueries);
        this.areas = areas;
        this.clock = clock;
    }

    private record Drafted(TicketDraft draft, IntakeReading reading) {}

    /**
     * A drill is merged with nothing, so it is compared with nothing.
     *
     * @param place empty while it is not known: then nobody is named, and no ticket of a place
     */
    Uni<IntakeReading> read(IntakeForm form, Optional<AreaCode> place, IntakeCaller caller) {
        if (form.text().isEmpty()) {
            return form.isDrill()
                    ? Uni.createFrom().item(IntakeReading.of(List.of()))
                    : ofNumber(caller, false).map(IntakeReading::of);
        }
        return Uni.createFrom()
                .item(() -> draft(form, place))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(drafted -> drafted.draft().confidentiality() == Confidentiality.SEALED || form.isDrill()
                        ? Uni.createFrom().item(drafted.reading())
                        : similar(drafted.draft(), place, caller).map(drafted.reading()::with));
    }

    private Drafted draft(IntakeForm form, Optional<AreaCode> place) {
        Report report = filing.report(form, place.orElseGet(() -> areas.county().code()), IntakeCaller.NONE);
        TicketDraft draft = reportIntake.draft(report);
        Classification classification = report.classification().orElseThrow();
        boolean isSealed = draft.confidentiality() == Confidentiality.SEALED;
        boolean isPlaced = place.isPresent() && !isSealed;
        return new Drafted(
                draft,
                new IntakeReading(
                        classification.ranked().stream()
                                .limit(GUESSES)
                                .map(match -> new Guess(
                                        match.category().code(),
                                        match.category().name(),
                                        "话里有“" + String.join("”“", match.words()) + "”"))
                                .toList(),
                        draft.kind().label(),
                        urgency(draft.urgency()),
                        circle(draft.confidentiality()),
                        classification.emergency().map(KeywordTopic::name).orElse(""),
                        isPlaced ? draft.routing().route().owner().name() : "",
                        isPlaced ? ChineseTime.formatPromise(draft.due(), clock.instant()) : "",
                        isPlaced ? draft.routing().route().why() : List.of(),
                        List.of()));
    }

    private Uni<List<Similar>> similar(TicketDraft draft, Optional<AreaCode> place, IntakeCaller caller) {
        // Nobody who is called to help waits for a merge: it follows on the ticket's page.
        boolean isOffered = draft.urgency() != Urgency.EMERGENCY;
        Uni<List<Similar>> here = place.isEmpty()
                ? Uni.createFrom().item(List.of())
                : inVillage(village(place.get()), draft.routing().category(), isOffered);
        return Uni.combine().all().unis(here, ofNumber(caller, isOffered)).with((ofPlace, ofNumber) -> {
            List<Similar> both = new ArrayList<>(ofPlace);
            ofNumber.stream()
                    .filter(one ->
                            ofPlace.stream().noneMatch(other -> other.no().equals(one.no())))
                    .forEach(both::add);
            return List.copyOf(both);
        });
    }

    private Uni<List<Similar>> inVillage(AreaCode village, String category, boolean isOffered) {
        Instant now = clock.instant();
        return ticketQueries
                .list(SimilarTickets.query(village, category), Viewer.DESK)
                .map(page -> SimilarTickets.in(village, category, page.items(), now).stream()
                        .map(row ->
                                new Similar(row.no(), row.title(), row.receipt(), row.meta(), "同一个村，同一类", isOffered))
                        .toList());
    }

    private Uni<List<Similar>> ofNumber(IntakeCaller caller, boolean isOffered) {
        Instant now = clock.instant();
        return ticketsOfNumber
                .open(caller.number())
                .map(rows -> rows.stream()
                        .filter(row -> !row.receipts().isEmpty())
                        .map(row -> ofNumber(row, isOffered, now))
                        .toList());
    }

    /** A family shares its telephone: who is merged into a matter reads its result, which a private one keeps for its reporter. */
    private static Similar ofNumber(TicketQueries.Row found, boolean isOffered, Instant now) {
        SimilarTickets.Row row = SimilarTickets.row(found, now);
        return new Similar(
                row.no(),
                row.title(),
                row.receipt(),
                row.meta(),
                "这个号码报的",
                isOffered && found.ticket().confidentiality() == Confidentiality.OPEN);
    }

    /** People name the same lamp by the village or by their unit. */
    private static AreaCode village(AreaCode place) {
        return place.isAtOrBelow(Level.VILLAGE) ? place.ancestorAt(Level.VILLAGE) : place;
    }

    private static String urgency(Urgency urgency) {
        return switch (urgency) {
            case EMERGENCY -> "紧急";
            case URGENT -> "急";
            case NORMAL -> "";
        };
    }

    private static String circle(Confidentiality confidentiality) {
        return switch (confidentiality) {
            case OPEN -> "";
            case PRIVATE -> "不进群";
            case SEALED -> "封存，只有专人看得到";
        };
    }
}
