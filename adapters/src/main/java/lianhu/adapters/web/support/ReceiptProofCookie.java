package lianhu.adapters.web.support;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.report.ReceiptNo;

/**
 * The receipts that a phone may open, as a signed cookie {@code number.until.signature~…}: those reported from the phone, and
 * those whose last four digits were entered correctly.
 */
@Singleton
public class ReceiptProofCookie {
    /** Validity for the phone that reported. */
    public static final Duration REPORTER_VALIDITY = Duration.ofDays(90);
    /** Validity after the last four digits. */
    public static final Duration DIGITS_VALIDITY = Duration.ofDays(1);

    /** A cookie holds 4 kB. */
    private static final int MAX_ENTRIES = 24;

    private final FieldEncryption fieldEncryption;

    ReceiptProofCookie(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
    }

    public boolean contains(String cookie, ReceiptNo no, Instant now) {
        return entries(cookie, now).stream().anyMatch(entry -> entry.startsWith(no.digits() + "."));
    }

    /** The cookie with one more receipt, newest first. */
    public String add(String cookie, ReceiptNo no, Duration lasting, Instant now) {
        String open = no.digits() + "." + now.plus(lasting).getEpochSecond();
        List<String> entries = new ArrayList<>(List.of(open + "." + signature(open)));
        entries(cookie, now).stream()
                .filter(entry -> !entry.startsWith(no.digits() + "."))
                .limit(MAX_ENTRIES - 1)
                .forEach(entries::add);
        return String.join("~", entries);
    }

    private List<String> entries(String cookie, Instant now) {
        return List.of(cookie.split("~")).stream()
                .limit(MAX_ENTRIES)
                .filter(entry -> isValid(entry, now))
                .toList();
    }

    private boolean isValid(String entry, Instant now) {
        int last = entry.lastIndexOf('.');
        int first = entry.indexOf('.');
        if (first < 1 || last <= first + 1 || last - first > 12) {
            return false;
        }
        String open = entry.substring(0, last);
        byte[] given = entry.substring(last + 1).getBytes(StandardCharsets.UTF_8);
        boolean isSigned = MessageDigest.isEqual(given, signature(open).getBytes(StandardCharsets.UTF_8));
        return isSigned && Long.parseLong(open.substring(first + 1)) > now.getEpochSecond();
    }

    private String signature(String open) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fieldEncryption.linkToken("proof:" + open));
    }
}
