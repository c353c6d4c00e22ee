package lianhu.core.board;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.Classification;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.Channel;
import lianhu.core.report.MeTooText;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;

/**
 * 我也是: a household says that an open matter on the board concerns it, too. It is a report like any other, with a receipt,
 * and is then merged into that matter, whose result its reporter gets. A crash between the two leaves a ticket with the desk,
 * and the same form sent again merges it.
 */
@ApplicationScoped
public final class MeTooReports {
    private static final String SOURCE_TYPE = "web";
    private static final String MERGE_ACCOUNT = "me-too";

    private final ReportSubmission reportSubmission;
    private final TicketService ticketService;
    private final Catalogue catalogue;
    private final InstantSource clock;

    public MeTooReports(
            ReportSubmission reportSubmission, TicketService ticketService, Catalogue catalogue, InstantSource clock) {
        this.reportSubmission = reportSubmission;
        this.ticketService = ticketService;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** @param isMerged false where the matter ended meanwhile: the desk has the report as one of its own */
    public record MeToo(Receipt receipt, boolean isMerged) {}

    /**
     * @param phone a number that was checked; empty for none
     * @param key idempotency key of the form
     */
    public Uni<MeToo> submit(BoardMatter matter, String phone, String key) {
        return reportSubmission
                .submit(report(matter, phone, key))
                .chain(receipt -> ticketService
                        .act(
                                receipt.ticket(),
                                Action.of(ActionType.MERGE, Actor.GATEWAY)
                                        .into(matter.no())
                                        .withSource(new MessageSource(SOURCE_TYPE, MERGE_ACCOUNT, key)))
                        .map(outcome -> new MeToo(receipt, outcome instanceof TicketService.Outcome.Done)));
    }

    /** Of the village: the unit of the first reporter is not known to those who read the board. */
    private Report report(BoardMatter matter, String phone, String key) {
        Optional<Category> category = catalogue.category(matter.category());
        Instant now = clock.instant();
        return new Report(
                new MessageSource(SOURCE_TYPE, "", key),
                Channel.WEB,
                SOURCE_TYPE + ":" + key,
                matter.village(),
                new PersonDetails("", "", phone),
                Optional.empty(),
                MeTooText.of(category.map(Category::name).orElse("")),
                List.of(),
                now,
                now,
                Optional.of(classification(category)));
    }

    private static Classification classification(Optional<Category> category) {
        return new Classification(
                RequestKind.HELP,
                Urgency.NORMAL,
                Confidentiality.OPEN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                category.stream()
                        .map(known -> new Classification.CategoryMatch(known, List.of(), 1))
                        .toList());
    }
}
