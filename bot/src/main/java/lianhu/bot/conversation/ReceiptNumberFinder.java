package lianhu.bot.conversation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.report.ReceiptNo;

/**
 * The receipt number in a text.
 *
 * @param invalid has the form of a receipt number, but its check digit is wrong
 * @param rest the normalized text without the number
 */
record ReceiptNumberFinder(Optional<ReceiptNo> receipt, String invalid, String rest) {
    /**
     * Matches 4827 1938, 4827-1938 and 48271938; neither a telephone number (138 0000 1234, 0936-8212345) nor a ticket
     * number (GD…).
     */
    private static final Pattern NUMBER = Pattern.compile(
            "(?:受理号|查询码|单号|编号|号码)?[:：是为]? ?"
                    + "(?<![0-9A-Za-z])(?<![0-9][ \\-·])(?<digits>[0-9]{4}[ \\-·]?[0-9]{4,6})(?![0-9A-Za-z])(?![ \\-·][0-9]{3})");

    static ReceiptNumberFinder find(String text) {
        String plain = TextNormalizer.normalize(text);
        Matcher found = NUMBER.matcher(plain);
        if (!found.find()) {
            return new ReceiptNumberFinder(Optional.empty(), "", plain);
        }
        Optional<ReceiptNo> receipt = Optional.empty();
        String wrong = "";
        StringBuilder rest = new StringBuilder();
        do {
            Optional<ReceiptNo> parsed = ReceiptNo.parse(found.group("digits"));
            if (parsed.isEmpty() && wrong.isEmpty()) {
                wrong = found.group("digits");
            }
            boolean isTaken = receipt.isEmpty();
            receipt = receipt.or(() -> parsed);
            found.appendReplacement(rest, isTaken ? " " : Matcher.quoteReplacement(found.group()));
        } while (found.find());
        found.appendTail(rest);
        return new ReceiptNumberFinder(
                receipt, receipt.isPresent() ? "" : wrong, TextNormalizer.normalize(rest.toString()));
    }
}
