package lianhu.templates;

import static io.quarkus.qute.CheckedTemplate.HYPHENATED_ELEMENT_NAME;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The texts that answer a message. {@code AskPhone} is {@code reply/ask-phone.txt}, and so on. */
public final class Replies {
    private Replies() {}

    /** One ticket in a list; {@code owner} and {@code by} may be empty. */
    public record ProgressLine(String title, String receipt, String state, String owner, String by) {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record AskPhone(boolean isSmsOn) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record AskResult(String title, String receipt) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record AskReturn(String title, String receipt) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record AttachmentUnreadable() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record BindAgain(String code) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record BindInGroup() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record BindingFailed() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Bound(String place, String welcome) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Busy() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CallBack(String room) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CallYourself(String dutyRoom) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CalledAnswered(String places, String silent) implements TemplateInstance {}

    /** 平安 of a person who is called to an emergency: that person's household is safe, and nobody goes because of it. */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CalledSafe(String title, String receipt, boolean isAnswered) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CardDone(String what, String title, String next) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CardMark(String action) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CardNext(String action, String by, String owner, String receipt, boolean mayResult)
            implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CardStale(String title, String state, String owner) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record CareWelcome(String place, String hotline) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Closed(String title, String receipt, boolean isPrivate) implements TemplateInstance {}

    /** @param isOneToOne false in a group, where the assistant must be mentioned */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Greeting(boolean isOneToOne) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Help(String link, String hotline, boolean isOneToOne) implements TemplateInstance {}

    /** Shows a result back to the handler before the reporter reads it. */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record ConfirmResult(String title, String words) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record InterferenceReported() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record InterferenceUnknown(String hotline) implements TemplateInstance {}

    /** 平安 with the number of a ticket for which nobody is called. */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record NobodyCalled(String title, String receipt) implements TemplateInstance {}

    /** The words name a receipt number, so they are not taken as the result of {@code title}. */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record NotAResult(String title) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record NotStored(String hotline) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record NothingToWithdraw() implements TemplateInstance {}

    /** @param isSmsOn whether this number can be sent an SMS */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record PhoneNoted(String phone, boolean isSmsOn) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record PhotoLate() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record PhotoMissing() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record PhotoNoted(String title) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Postponed() implements TemplateInstance {}

    /** @param isUrged whether the question was also passed to the owner as a reminder */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Progress(List<ProgressLine> lines, boolean isUrged) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record ProgressNone(boolean isOneToOne) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Rated() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record RatedBefore() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Refused(String why) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record ReopenedReply(String title, String receipt, String by) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record SafetyConfirmed() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record StaffHelp() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record StaffOnly() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Statutory(String receiptText, String tell) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Supplemented(String title, String receipt) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record ThankYou() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record UnboundGroup() implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record UnknownNumber(String number) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record WhichOne(List<ProgressLine> lines) implements TemplateInstance {}

    /** @param isPart whether there may be more than these */
    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Tasks(List<ProgressLine> lines, boolean isPart) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record WhichTask(List<ProgressLine> lines) implements TemplateInstance {}

    @CheckedTemplate(basePath = "reply", defaultName = HYPHENATED_ELEMENT_NAME)
    public record Withdrawn(String title, String receipt) implements TemplateInstance {}
}
