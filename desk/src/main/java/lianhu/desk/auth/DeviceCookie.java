package lianhu.desk.auth;

import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Says that an account has logged in from this browser, so that wrong passwords of others do not slow its owner down. It opens
 * nothing by itself. A browser that several members of staff use has one for each of them.
 *
 * @param name the cookie's name, which does not tell the login name
 * @param value a random id, the last second of validity and a signature, divided by dots
 */
record DeviceCookie(String name, String value) {
    private static final String PREFIX = "lianhu-device-";
    private static final Duration VALIDITY = Duration.ofDays(365);
    private static final int ID_BYTES = 12;
    private static final int NAME_BYTES = 8;

    static DeviceCookie issue(String login, byte[] key, Instant now) {
        String id = HexFormat.of().formatHex(BootstrapPasswordFile.random(ID_BYTES));
        String open = id + "." + now.plus(VALIDITY).getEpochSecond();
        return new DeviceCookie(nameFor(login, key), open + "." + signature(login, open, key));
    }

    /** The id of the device; empty when this browser has no valid cookie of this account. */
    static Optional<String> deviceId(Map<String, String> cookies, String login, byte[] key, Instant now) {
        String[] parts = cookies.getOrDefault(nameFor(login, key), "").split("\\.", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,12}")) {
            return Optional.empty();
        }
        boolean isSigned = MessageDigest.isEqual(
                parts[2].getBytes(StandardCharsets.UTF_8),
                signature(login, parts[0] + "." + parts[1], key).getBytes(StandardCharsets.UTF_8));
        return isSigned && now.getEpochSecond() < Long.parseLong(parts[1]) ? Optional.of(parts[0]) : Optional.empty();
    }

    NewCookie toCookie(boolean isSecure) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/desk/login")
                .maxAge((int) VALIDITY.toSeconds())
                .httpOnly(true)
                .secure(isSecure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    private static String nameFor(String login, byte[] key) {
        return PREFIX + HexFormat.of().formatHex(mac("device-name:" + login, key), 0, NAME_BYTES);
    }

    private static String signature(String login, String open, byte[] key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac("device:" + login + ":" + open, key));
    }

    private static byte[] mac(String text, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
