package lianhu.desk.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lianhu.desk.format.PageRenderer;

/**
 * A session as its cookie carries it: signed, not secret, valid for one shift unless it is revoked or its account gets
 * another password.
 *
 * @param id random, for the revocation
 * @param passwordTag a keyed hash of what the account's password is checked against; a withdrawn account that is made
 *     again has another one
 */
public record StaffSession(String login, String id, String passwordTag, Instant until) {
    static final String COOKIE = "lianhu-desk";
    static final Duration SHIFT = Duration.ofHours(12);
    /** The cookie of a demonstration's visitor who plays the second person. */
    static final String SECOND_PERSON = "demonstration-second";

    static StaffSession start(String login, String passwordHash, byte[] key, Instant until) {
        return new StaffSession(login, encode(BootstrapPasswordFile.random(16)), tag(passwordHash, key), until);
    }

    /** Whether the account still has the password of the login. */
    boolean isFor(String passwordHash, byte[] key) {
        return MessageDigest.isEqual(
                passwordTag.getBytes(StandardCharsets.US_ASCII),
                tag(passwordHash, key).getBytes(StandardCharsets.US_ASCII));
    }

    private static String tag(String passwordHash, byte[] key) {
        return encode(Arrays.copyOf(mac("password:" + passwordHash, key), 16));
    }

    String signed(byte[] key) {
        String claim = String.join(":", login, id, passwordTag, Long.toString(until.getEpochSecond()));
        return encode(claim.getBytes(StandardCharsets.UTF_8)) + "." + encode(mac(claim, key));
    }

    /** Empty for a cookie that this key did not sign, or that has expired. */
    static Optional<StaffSession> of(String cookie, byte[] key, Instant now) {
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
            String[] parts = claim.split(":", -1);
            if (parts.length != 4) {
                return Optional.empty();
            }
            Instant until = Instant.ofEpochSecond(Long.parseLong(parts[3]));
            return now.isBefore(until)
                    ? Optional.of(new StaffSession(parts[0], parts[1], parts[2], until))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @param value empty to end the session */
    static NewCookie cookie(String value, boolean isSecure) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/desk")
                .maxAge(value.isEmpty() ? 0 : (int) SHIFT.toSeconds())
                .httpOnly(true)
                .secure(isSecure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    /** Lets a demonstration's visitor become the second person, or the first one again. */
    public static Response switchPerson(ContainerRequestContext request, String page) {
        boolean isSecond = request.getCookies().containsKey(COOKIE);
        return PageRenderer.seeOther(page)
                .cookie(cookie(isSecond ? "" : SECOND_PERSON, false))
                .build();
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
