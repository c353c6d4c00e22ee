package lianhu.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How one role of the embedded PostgreSQL logs in.
 *
 * @param password derived from the cluster's, so that there is one secret file and not four
 */
public record DatabaseLogin(String user, String password) {
    private static final String HMAC = "HmacSHA256";

    static DatabaseLogin of(DatabaseRole role, String clusterPassword) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(clusterPassword.getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] derived = mac.doFinal(role.user().getBytes(StandardCharsets.UTF_8));
            return new DatabaseLogin(role.user(), HexFormat.of().formatHex(derived));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The password must not appear where a log-in is printed. */
    @Override
    public String toString() {
        return "DatabaseLogin[" + user + "]";
    }
}
