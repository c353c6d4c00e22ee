package lianhu.adapters.sms;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.text.Normalizer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.NotFixedText;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.sms.ReporterPhones;
import lianhu.core.sms.SmsRecipients;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;

/**
 * What residents answer by SMS (上行): 退订, 恢复, a thank-you that needs nothing, and everything else. That is added to the matter
 * of the newest SMS to the number, and reopens it where it says that nothing is fixed. It is a new report where it is about
 * another matter, or where that one takes no addition.
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
    private final ReportSubmission submission;
    private final TextClassifier textClassifier;
    private final Areas areas;
    private final InstantSource clock;

    public SmsReplies(
            SmsRecipients recipients,
            ReporterPhones phones,
            TicketQueries ticketQueries,
            TicketService ticketService,
            ReportSubmission submission,
            TextClassifier textClassifier,
            Areas areas,
            InstantSource clock) {
        this.recipients = recipients;
        this.phones = phones;
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
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
        String command = bare(words);
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
                .chain(isKnown -> isKnown
                        ? Uni.createFrom().voidItem()
                        : take(phone, command.equals("2") ? NotFixedText.SPELLED_OUT : words, source));
    }

    /** Letters and digits alone, those of full width as plain ones: many keyboards write Ｔ. */
    private static String bare(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFKC)
                .replaceAll("[\\p{P}\\s]+", "")
                .toUpperCase(Locale.ROOT);
    }

    /** Whatever the gateway has told the number since: what a delivery did, it does once. */
    private Uni<Boolean> isKnown(MessageSource source) {
        return ticketQueries
                .isReported(source)
                .chain(isReported -> isReported
                        ? Uni.createFrom().item(true)
                        : ticketService.appliedBySource(source).map(Optional::isPresent));
    }

    private Uni<Void> take(String phone, String words, MessageSource source) {
        return phones.lastTold(phone)
                .chain(told -> told.map(receipt -> add(receipt, words, source))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .chain(isAdded -> isAdded
                        ? Uni.createFrom().voidItem()
                        : submission.submit(report(source, phone, words)).replaceWithVoid());
    }

    private Uni<Boolean> add(ReceiptNo receipt, String words, MessageSource source) {
        boolean isFeedback = NotFixedText.isMessage(bare(words));
        boolean isNotFixed = isFeedback || NotFixedText.isWithin(words);
        return ticketQueries
                .find(receipt, Viewer.GATEWAY)
                .chain(found -> found.filter(details -> isFeedback || !isAnotherMatter(words, details))
                        .map(details -> (isNotFixed
                                        ? act(ActionType.REOPEN, details, receipt, words, source)
                                        : Uni.createFrom().item(false))
                                .chain(isReopened -> isReopened
                                        ? Uni.createFrom().item(true)
                                        : act(ActionType.SUPPLEMENT, details, receipt, words, source)))
                        .orElseGet(() -> Uni.createFrom().item(false)));
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
        // Nobody has told the gateway what a voice message is about.
        return !ticket.isVoiceOnly()
                && said.best()
                        .filter(best -> !best.category().code().equals(ticket.category()))
                        .isPresent();
    }

    private Uni<Boolean> act(
            ActionType type,
            TicketQueries.TicketDetails details,
            ReceiptNo receipt,
            String words,
            MessageSource source) {
        Actor reporter = new Actor(Actor.Type.REPORTER, receipt.digits(), "");
        return ticketService
                .act(
                        details.ticket().no(),
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
