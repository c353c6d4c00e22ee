package lianhu.bot.conversation;

import java.util.Optional;
import lianhu.core.classification.Classification;
import lianhu.core.report.ReceiptNo;

/**
 * The meaning of a message. Where a phrase is part of a longer sentence, {@code orReport} keeps the sentence: it may be
 * a report.
 */
public sealed interface Intent {
    /**
     * A report.
     *
     * @param classification of this very text; empty where more was added to the classified text
     */
    record NewReport(String text, Optional<Classification> classification) implements Intent {}

    /**
     * A photo, a place or a short addition. It belongs to the latest report of the same person, or to the receipt that
     * is named or quoted.
     */
    record Addition(String text, Optional<ReceiptNo> receipt) implements Intent {}

    /**
     * A question about progress.
     *
     * @param invalidNumber has the form of a receipt number but is none; otherwise empty
     */
    record ProgressQuery(Optional<ReceiptNo> receipt, String invalidNumber, Optional<String> orReport)
            implements Intent {}

    /** @param argument the text after the command: a reason, a result, a binding code, the digit that was sent */
    record Command(CommandType type, Optional<ReceiptNo> receipt, String argument, Optional<String> orReport)
            implements Intent {}

    /** Only greetings, thanks and empty mentions of an exact list. */
    record SmallTalk(boolean isThanks) implements Intent {}
}
