package lianhu.bot.talk;

import java.util.Optional;
import lianhu.core.reading.Finding;
import lianhu.core.report.ReceiptNo;

/** What was meant. Where a phrase stands inside a longer sentence, {@code orTold} keeps the sentence: it may be a report. */
public sealed interface Heard {
    /**
     * A report.
     *
     * @param finding the classification of these very words; empty where more was added to what was classified
     */
    record Told(String words, Optional<Finding> finding) implements Heard {}

    /**
     * A photo, a place or a short addition: it belongs to what the same person reported a moment ago, or to the receipt
     * that is named or quoted.
     */
    record Added(String words, Optional<ReceiptNo> about) implements Heard {}

    /**
     * How far is it?
     *
     * @param wrongNumber looks like a receipt and is none; empty else
     */
    record Asked(Optional<ReceiptNo> about, String wrongNumber, Optional<String> orTold) implements Heard {}

    /** @param rest what stands behind the command: a reason, a result, a binding code, the digit that was pressed */
    record Commanded(Command command, Optional<ReceiptNo> about, String rest, Optional<String> orTold)
            implements Heard {}

    /** Only greetings, thanks and empty mentions of an exact list. */
    record Chatter(boolean isThanks) implements Heard {}
}
