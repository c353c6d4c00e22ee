package lianhu.telephony.ari;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The header of RFC 7617. */
final class BasicAuthentication {
    static String header(AriOptions options) {
        byte[] credentials = (options.user() + ":" + options.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private BasicAuthentication() {}
}
