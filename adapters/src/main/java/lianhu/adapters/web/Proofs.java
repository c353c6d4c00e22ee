package lianhu.adapters.web;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import lianhu.adapters.vault.Vault;
import lianhu.core.report.ReceiptNo;

/**
 * Which receipts this phone may open, as a signed cookie {@code number.until.signature~…}: those reported from it, and
 * those whose last four digits were given right.
 */
@Singleton
class Proofs {
    /** The phone that reported. */
    static final Duration REPORTED = Duration.ofDays(90);
    /** A phone that knew the last four digits. */
    static final Duration DIGITS = Duration.ofDays(1);

    /** A cookie holds 4 kB. */
    private static final int MOST = 24;

    private final Vault vault;

    Proofs(Vault vault) {
        this.vault = vault;
    }

    boolean holds(String cookie, ReceiptNo no, Instant now) {
        return entries(cookie, now).stream().anyMatch(entry -> entry.startsWith(no.digits() + "."));
    }

    /** The cookie with one more, newest first. */
    String with(String cookie, ReceiptNo no, Duration lasting, Instant now) {
        String open = no.digits() + "." + now.plus(lasting).getEpochSecond();
        List<String> entries = new ArrayList<>(List.of(open + "." + signature(open)));
        entries(cookie, now).stream()
                .filter(entry -> !entry.startsWith(no.digits() + "."))
                .limit(MOST - 1)
                .forEach(entries::add);
        return String.join("~", entries);
    }

    private List<String> entries(String cookie, Instant now) {
        return List.of(cookie.split("~")).stream()
                .limit(MOST)
                .filter(entry -> isOurs(entry, now))
                .toList();
    }

    private boolean isOurs(String entry, Instant now) {
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
        return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.linkToken("proof:" + open));
    }
}
