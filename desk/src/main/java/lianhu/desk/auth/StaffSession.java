package lianhu.desk.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * That somebody logged in, as a cookie can carry it: signed, not secret, over after a shift.
 *
 * @param until when it ends
 */
public record StaffSession(String login, Instant until) {
    public static final String COOKIE = "lianhu-desk";
    public static final Duration SHIFT = Duration.ofHours(12);

    public String signed(byte[] key) {
        String claim = login + ":" + until.getEpochSecond();
        return encode(claim.getBytes(StandardCharsets.UTF_8)) + "." + encode(mac(claim, key));
    }

    /** Empty when it was not signed by this key, or is over. */
    public static Optional<StaffSession> of(String cookie, byte[] key, Instant now) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String claim = new String(Base64.getUrlDecoder().decode(cookie.substring(0, dot)), StandardCharsets.UTF_8);
            byte[] mac = Base64.getUrlDecoder().decode(cookie.substring(dot + 1));
            if (!MessageDigest.isEqual(mac, mac(claim, key))) {
                return Optional.empty();
            }
            int colon = claim.lastIndexOf(':');
            Instant until = Instant.ofEpochSecond(Long.parseLong(claim.substring(colon + 1)));
            return now.isBefore(until)
                    ? Optional.of(new StaffSession(claim.substring(0, colon), until))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] mac(String claim, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(claim.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
