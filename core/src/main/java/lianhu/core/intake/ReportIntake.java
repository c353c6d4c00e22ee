package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.deadline.DeadlineRule;
import lianhu.core.deadline.DueDate;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.TimerPolicy;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.Role;
import lianhu.core.routing.TicketRouter;

/** Turns a report into a stored ticket with an owner, and returns the receipt. */
@ApplicationScoped
public final class ReportIntake {
    /** The reporter of a sealed matter learns within it whether the matter is taken up. */
    private static final int SEALED_WORKING_DAYS = 2;

    /** How members in other cities call their village, apart from its name. */
    private static final List<String> HOME_WORDS = List.of("老家", "家里", "村里", "屋里", "我们村", "家乡");

    private static final List<Role> HEADS = List.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private final TextClassifier textClassifier;
    private final TicketRouter rules;
    private final Catalogue catalogue;
    private final DeadlinePolicy deadlinePolicy;
    private final Areas areas;
    private final PlaceNameMatcher names;
    private final PostDirectory postDirectory;
    private final IntakeStore intakeStore;

    public ReportIntake(
            TextClassifier textClassifier,
            TicketRouter rules,
            Catalogue catalogue,
            DeadlinePolicy deadlinePolicy,
            Areas areas,
            PostDirectory postDirectory,
            IntakeStore intakeStore) {
        this.textClassifier = textClassifier;
        this.rules = rules;
        this.catalogue = catalogue;
        this.deadlinePolicy = deadlinePolicy;
        this.areas = areas;
        this.names = new PlaceNameMatcher(areas);
        this.postDirectory = postDirectory;
        this.intakeStore = intakeStore;
    }

    public Uni<Receipt> handle(Report report) {
        return intakeStore.store(draft(report));
    }

    /** Pure. An unknown area becomes its nearest known one, so that an old QR card still works. */
    public TicketDraft draft(Report submitted) {
        Area near = areas.nearest(submitted.area()).orElseGet(areas::county);
        Report report = submitted.inArea(homeArea(submitted, near).orElse(near).code());
        Classification classification =
                report.classification().orElseGet(() -> textClassifier.classify(report.words()));
        LocalDate day = DeadlinePolicy.localDate(report.receivedAt());
        TicketRouter.RoutingResult routingResult = rules.route(new TicketRouter.RoutingRequest(
                TextSanitizer.truncate(report.words(), Report.MAX_TEXT_LENGTH),
                classification,
                report.area(),
                day,
                isFromHead(report, day),
                report.channel() == Channel.AWAY || near.code().isAway()));
        Confidentiality confidentiality = classification.confidentiality() == Confidentiality.OPEN
                        && (!routingResult.isOpen() || UntranscribedVoice.isPlaceholder(report.words()))
                ? Confidentiality.PRIVATE
                : classification.confidentiality();
        Urgency urgency = classification.urgency() == Urgency.NORMAL
                ? deadlinePolicy.urgency(deadlineKey(routingResult))
                : classification.urgency();
        return new TicketDraft(
                report,
                TicketTitle.of(report.words(), report.isDrill()),
                classification.kind(),
                urgency,
                confidentiality,
                routingResult,
                dueDate(classification.kind(), urgency, routingResult, confidentiality, report.receivedAt()),
                TimerPolicy.acceptanceTimers(deadlinePolicy, urgency, report.receivedAt()),
                classification
                        .emergency()
                        .or(classification::statutory)
                        .map(KeywordTopic::name)
                        .orElse(""));
    }

    /**
     * Members in other cities also report matters of home: 老家上河村的路坏了. They go to the township of origin. A chamber
     * contact names the place in the form instead.
     */
    private Optional<Area> homeArea(Report submitted, Area near) {
        boolean isOfHome = near.code().isAway()
                && submitted.channel() != Channel.AWAY
                && HOME_WORDS.stream().anyMatch(submitted.words()::contains);
        return isOfHome ? names.matchInSentence(submitted.words()) : Optional.empty();
    }

    private DueDate dueDate(
            RequestKind requestKind,
            Urgency urgency,
            TicketRouter.RoutingResult routingResult,
            Confidentiality confidentiality,
            Instant received) {
        if (confidentiality == Confidentiality.SEALED) {
            return deadlinePolicy.calendar().add(received, SEALED_WORKING_DAYS, DeadlineRule.Unit.WORKING_DAYS);
        }
        return routingResult.route().owner().isDesk()
                ? new DueDate(deadlinePolicy.triageDue(received), false)
                : deadlinePolicy.answerDue(requestKind, deadlineKey(routingResult), urgency, received);
    }

    private String deadlineKey(TicketRouter.RoutingResult routingResult) {
        return catalogue
                .category(routingResult.category())
                .map(Category::deadline)
                .orElse("");
    }

    private boolean isFromHead(Report report, LocalDate day) {
        return report.relayer().isPresent() && report.channel() != Channel.AWAY
                || postDirectory.heldBy(report.submitter().identity(), day).stream()
                        .anyMatch(post -> HEADS.contains(post.role()));
    }

    /** The topic whose advice the receipt shows: the number to call or the statutory channel. */
    public Optional<KeywordTopic> advice(Receipt receipt) {
        return receipt.advice().isEmpty() ? Optional.empty() : catalogue.topic(receipt.advice());
    }
}
