package lianhu.adapters.sms;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.notice.Delivery;

/**
 * The idempotency key of an SMS: county, delivery and the second in which the delivery was made. A database restored from a
 * backup gives ids again; the second tells the two apart.
 */
final class SmsIds {
    private static final Pattern ID = Pattern.compile("([0-9A-Za-z]{1,20})-(\\d{1,18})-(\\d{1,12})");

    /** The parts of an id that the gateway issued. */
    record Parts(String county, long delivery, long createdAt) {}

    static String of(String county, Delivery delivery) {
        return county + "-" + delivery.id() + "-" + delivery.at().getEpochSecond();
    }

    static Optional<Parts> parse(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches()
                ? Optional.of(new Parts(parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    private SmsIds() {}
}
