package lianhu.core.sms;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The texts that are sent as SMS. A carrier sends only what it has approved (短信模板报备): the county writes the number of
 * the approval beside the name of each text.
 */
public enum SmsTemplate {
    RECEIPT("sms-receipt"),
    EMERGENCY("sms-emergency"),
    DISPATCHED("sms-dispatched"),
    RESULT("sms-result"),
    NOBODY_YET("sms-nobody-yet"),
    RESPONDER_FOUND("sms-responder-found"),
    DELAYED("sms-delayed"),
    EXTENDED("sms-extended"),
    QUESTION("sms-question"),
    /** To who is called to an emergency, beside the telephone. */
    URGENT("sms-urgent");

    private final String textName;

    SmsTemplate(String textName) {
        this.textName = textName;
    }

    /** The name of its text file without the ending. */
    public String textName() {
        return textName;
    }

    /** The names of all texts, for an error report. */
    public static String names() {
        return Arrays.stream(values()).map(SmsTemplate::textName).collect(Collectors.joining("、"));
    }

    public static Optional<SmsTemplate> of(String textName) {
        return Arrays.stream(values())
                .filter(one -> one.textName.equals(textName))
                .findFirst();
    }
}
