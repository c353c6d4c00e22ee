package lianhu.adapters.sms;

import java.net.URI;
import java.time.Duration;

/**
 * The SMS service of the county.
 *
 * @param timeout of one call
 */
public record SmsService(URI url, String token, Duration timeout) {
    /** Without the token. */
    @Override
    public String toString() {
        return "SmsService[" + url.getHost() + "]";
    }
}
