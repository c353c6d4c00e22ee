package lianhu.core.sms;

import java.util.SequencedMap;

/**
 * One SMS.
 *
 * @param id the idempotency key: the service sends one SMS for it, however often it is asked
 * @param phone mobile number of eleven digits
 * @param approval the carrier's number of the approved text
 * @param text with the signature
 * @param values of the placeholders by name; the approved text of a county may have them in another order
 */
public record SmsMessage(String id, String phone, String approval, String text, SequencedMap<String, String> values) {
    /** Without number and text. */
    @Override
    public String toString() {
        return "SmsMessage[" + id + "]";
    }
}
