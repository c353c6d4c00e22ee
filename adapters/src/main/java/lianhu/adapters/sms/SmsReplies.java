package lianhu.adapters.sms;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.followup.TicketRatings;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.sms.ReporterPhones;
import lianhu.core.sms.SmsRecipients;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/**
 * What residents answer by SMS (上行): 退订, 恢复, a thank-you that needs nothing, and everything else. That is about the matter of
 * the newest SMS to the number: it closes, reopens or rates it where it says what became of it, and is added to it
 * otherwise. It is a new report where it is about another matter, or where that one takes no addition.
 */
@Singleton
public final class SmsReplies {
    /** T is what the texts ask for; the others are what carriers teach. */
    private static final Set<String> OPT_OUT = Set.of("T", "TD", "N", "0000", "STOP", "退订", "取消", "取消订阅");

    private static final Set<String> OPT_IN = Set.of("恢复", "恢复短信", "START");
    private static final Set<String> THANKS = Set.of("好", "好的", "收到", "谢谢", "谢谢您", "知道了", "OK", "嗯");

    private final SmsRecipients recipients;
    private final ReporterPhones phones;
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final TicketRatings ticketRatings;
    private final ReportSubmission submission;
    private final TextClassifier textClassifier;
    private final Areas areas;
    private final InstantSource clock;

    public SmsReplies(
            SmsRecipients recipients,
            ReporterPhones phones,
            TicketQueries ticketQueries,
            TicketService ticketService,
            TicketRatings ticketRatings,
            ReportSubmission submission,
            TextClassifier textClassifier,
            Areas areas,
            InstantSource clock) {
        this.recipients = recipients;
        this.phones = phones;
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.ticketRatings = ticketRatings;
        this.submission = submission;
        this.textClassifier = textClassifier;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * @param id of the message at the service: a repeated delivery has one effect
     * @param phone digits
     */
    public Uni<Void> handle(String id, String phone, String said) {
        String words = TextSanitizer.sanitize(said);
        String command = SmsAnswer.bare(words);
        if (OPT_OUT.contains(command)) {
            return recipients.optOut(phone);
        }
        if (OPT_IN.contains(command)) {
            return recipients.optIn(phone);
        }
        if (words.isEmpty() || THANKS.contains(command)) {
            return Uni.createFrom().voidItem();
        }
        MessageSource source = new MessageSource("sms", "reply", id);
        return isKnown(source)
                .chain(isKnown -> isKnown ? Uni.createFrom().voidItem() : take(phone, SmsAnswer.of(words), source));
    }

    /** Whatever the gateway has told the number since: what a delivery did, it does once. */
    private Uni<Boolean> isKnown(MessageSource source) {
        return ticketQueries
                .isReported(source)
                .chain(isReported -> isReported
                        ? Uni.createFrom().item(true)
                        : ticketService.appliedBySource(source).map(Optional::isPresent));
    }

    private Uni<Void> take(String phone, SmsAnswer answer, MessageSource source) {
        return phones.lastTold(phone)
                .chain(told -> told.map(receipt -> apply(receipt, answer, source))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .chain(isApplied -> isApplied
                        ? Uni.createFrom().voidItem()
                        : submission
                                .submit(report(source, phone, answer.words()))
                                .replaceWithVoid());
    }

    /** False when it belongs to another matter. */
    private Uni<Boolean> apply(ReceiptNo receipt, SmsAnswer answer, MessageSource source) {
        return ticketQueries
                .find(receipt, Viewer.GATEWAY)
                .chain(found -> found.filter(details -> answer.isWhole() || !isAnotherMatter(answer.words(), details))
                        .map(details -> rate(answer, details.ticket(), receipt)
                                .chain(isRated -> apply(answer, isRated, details.ticket(), receipt, source)))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> apply(
            SmsAnswer answer, boolean isRated, Ticket ticket, ReceiptNo receipt, MessageSource source) {
        Uni<Boolean> added =
                Uni.createFrom().deferred(() -> act(ActionType.SUPPLEMENT, ticket, receipt, answer.words(), source));
        return switch (answer.kind()) {
            case OTHER -> added;
            case NOT_SOLVED ->
                act(ActionType.REOPEN, ticket, receipt, answer.words(), source)
                        .chain(isDone -> isDone ? Uni.createFrom().item(true) : added);
            // Neither is a report of its own where the matter takes no more.
            case SOLVED ->
                act(ActionType.CLOSE, ticket, receipt, "", source)
                        .chain(isDone -> isDone ? Uni.createFrom().item(true) : added)
                        .replaceWith(true);
            case RATING -> isRated ? Uni.createFrom().item(true) : added.replaceWith(true);
        };
    }

    /** Once for a receipt, and of a result. */
    private Uni<Boolean> rate(SmsAnswer answer, Ticket ticket, ReceiptNo receipt) {
        boolean hasResult = ticket.state() == State.FEEDBACK_DUE || ticket.state() == State.CLOSED;
        return answer.score().isPresent() && hasResult
                ? ticketRatings
                        .rate(ticket.no(), receipt, answer.score().getAsInt(), clock.instant())
                        .replaceWith(true)
                : Uni.createFrom().item(false);
    }

    /** A new emergency, a tip-off, or words of another category; words of none belong to what the SMS was about. */
    private boolean isAnotherMatter(String words, TicketQueries.TicketDetails details) {
        Ticket ticket = details.ticket();
        Classification said = textClassifier.classify(words);
        if (said.emergency().isPresent()) {
            return details.texts().stream()
                    .map(text -> textClassifier.classify(text.text()).emergency())
                    .noneMatch(said.emergency()::equals);
        }
        if (said.confidentiality() == Confidentiality.SEALED) {
            return !ticket.isSealed();
        }
        // Nobody has told the gateway what a voice message is about, and an answer to a question may be about anything.
        return !ticket.isVoiceOnly()
                && ticket.reporterWait().current().isEmpty()
                && said.best()
                        .filter(best -> !best.category().code().equals(ticket.category()))
                        .isPresent();
    }

    private Uni<Boolean> act(ActionType type, Ticket ticket, ReceiptNo receipt, String words, MessageSource source) {
        Actor reporter = new Actor(Actor.Type.REPORTER, receipt.digits(), "");
        return ticketService
                .act(
                        ticket.no(),
                        Action.of(type, reporter)
                                .withReceipt(receipt)
                                .withWords(words)
                                .withSource(source))
                .map(TicketService.Outcome.Done.class::isInstance);
    }

    /** The words alone say where it is; the desk asks by telephone. */
    private Report report(MessageSource source, String phone, String words) {
        Instant now = clock.instant();
        return new Report(
                source,
                Channel.SMS,
                "sms:" + source.id(),
                areas.county().code(),
                new PersonDetails("", "", phone),
                Optional.empty(),
                words,
                List.of(),
                now,
                now);
    }
}
