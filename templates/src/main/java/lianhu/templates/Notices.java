package lianhu.templates;

import static io.quarkus.qute.CheckedTemplate.HYPHENATED_ELEMENT_NAME;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The texts of the notices. {@code SealedReceipt} is {@code notice/sealed-receipt.txt}, and so on. */
public final class Notices {
    private Notices() {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Assigned(
            String words, String addition, int additions, String place, String receipt, String by, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record AssignedDigest(int tickets, List<DigestLine> lines, String link) implements TemplateInstance {}

    /** One of the most urgent tickets of a digest. */
    public record DigestLine(String title, String by) {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record AwayResult(String title, String day, String owner, boolean isSolved, String words, String hotline)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record BroadcastCall(String words, String silent) implements TemplateInstance {}

    /** A draft for the author of a broadcast. */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    public record BroadcastLeave(String where, String to, String dutyRoom, String from, String time)
            implements TemplateInstance {}

    /** A draft for the author of a broadcast. */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    public record BroadcastNotice(String topic, String words, String from) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record BroadcastReminder(String words, String silent) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record CannotDo(String title, String receipt, String owner, String words, String hotline)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Collaboration(String title, String place, String owner, String by, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record CollaborationResult(String title, String owner, boolean isSolved, String words, String ticket)
            implements TemplateInstance {}

    /** @param kind name of a {@link lianhu.core.ticket.ConsultationKind} */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Consultation(
            String kind, String title, String place, String words, String caller, String by, String link, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record ConsultationEnded(String kind, String title, String words, String ticket) implements TemplateInstance {}

    /**
     * @param kind name of a {@link lianhu.core.ticket.ConsultationKind}
     * @param title empty for what is not open to all
     * @param silent empty when all have answered
     */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record ConsultationOverdue(
            String kind, String title, String place, String silent, String by, String link, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record DangerAdvice() implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Delayed(String title, String receipt, String by, String owner, String hotline) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Dispatched(String title, String receipt, String owner, String by, String hotline)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record DrillAdvice(String text) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Dropped(String title, String reason, String ticket) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record EmergencyAdvice(String number, String calling, String answeredBy, String dutyRoom)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record EmergencyCall(String words, String place, String receipt, String ticket) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Extended(String title, String receipt, String owner, String by, String reason, String hotline)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record ExtensionDecided(String title, boolean isGranted, String by, String words, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record GroupReceipt(String who, String title, String owner, String by, String receipt)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record GroupReceiptDesk(String who, String title, String by, String receipt) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record GroupResult(String title, String words, String day, String owner) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Merged(String title, String receipt, String owner, String by) implements TemplateInstance {}

    /** @param tasks the list as the reply to 待办 has it; empty without open tickets */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record MorningDigest(
            int open, int overdue, int dueToday, String tasks, int sealed, int overdueBelow, String link, String linkOf)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record NobodyYet(String dutyRoom, String leaders) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record NotAccepted(boolean isBound, String place, String by, String ticket) implements TemplateInstance {}

    /** @param groups names of the groups, or their number */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    public record OwnerTap(int count, String groups) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record PrivateResult(String title, String receipt, String day, String owner, String words, String link)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Question(
            String title, String receipt, String asker, String words, String by, boolean isReminder, String link)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Quiet() implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Reminder(String step, String place, String by, String ticket) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Reopened(String words, String place, String by, String ticket) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record ResponderFound(String name, String number) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record ResultRejected(String words, String place, String by, String ticket) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Resumed(
            String title,
            String receipt,
            boolean isAnswered,
            boolean isUnanswered,
            String owner,
            String by,
            String hotline)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SealedAccepted(String receipt) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SealedReceipt(String receipt, String by) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SealedRecounted(String receipt, String by) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsDelayed(String receipt, String link) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsDispatched(String receipt, String owner, String by, String link) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsEmergency(String receipt, String number) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsExtended(String receipt, String by, String link) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsNobodyYet(String dutyRoom) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsQuestion(String receipt, String by, String link) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsReceipt(String receipt, String by, String link) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsResponderFound(String name, String hotline) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsResult(String receipt, String answer, String link, String hotline) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SmsUrgent(String dutyRoom) implements TemplateInstance {}

    /** @param title empty for what is not open to all */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Supervision(String title, String step, String place, String owner, String by, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SupervisionOrder(
            String title, String words, boolean isOverdue, String by, String place, String ticket, String link)
            implements TemplateInstance {}

    /** @param title empty for what is not open to all */
    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record SupervisionReport(String title, String place, String owner, boolean isOverdue, String ticket)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record VoiceReceipt(String by, String receipt) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record WaitOver(String title, boolean isUnanswered, String by, String ticket) implements TemplateInstance {}

    @CheckedTemplate(basePath = "notice", defaultName = HYPHENATED_ELEMENT_NAME)
    record Welcome(String link, String hotline) implements TemplateInstance {}
}
