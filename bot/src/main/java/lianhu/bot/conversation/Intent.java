package lianhu.bot.conversation;

import java.util.Optional;
import lianhu.core.classification.Classification;
import lianhu.core.report.ReceiptNo;

/** What was meant. Where a phrase stands inside a longer sentence, {@code orTold} keeps the sentence: it may be a report. */
public sealed interface Intent {
    /**
     * A report.
     *
     * @param finding the classification of these very words; empty where more was added to what was classified
     */
    record NewReport(String text, Optional<Classification> classification) implements Intent {}

    /**
     * A photo, a place or a short addition: it belongs to what the same person reported a moment ago, or to the receipt
     * that is named or quoted.
     */
    record Addition(String text, Optional<ReceiptNo> receipt) implements Intent {}

    /**
     * How far is it?
     *
     * @param wrongNumber looks like a receipt and is none; empty else
     */
    record ProgressQuery(Optional<ReceiptNo> receipt, String invalidNumber, Optional<String> orReport)
            implements Intent {}

    /** @param rest what stands behind the command: a reason, a result, a binding code, the digit that was pressed */
    record Command(CommandType type, Optional<ReceiptNo> receipt, String argument, Optional<String> orReport)
            implements Intent {}

    /** Only greetings, thanks and empty mentions of an exact list. */
    record SmallTalk(boolean isThanks) implements Intent {}
}
