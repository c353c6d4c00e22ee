package lianhu.adapters.sms;

import java.util.Optional;

/**
 * What the SMS service shows the gateway.
 *
 * @param value empty where no service is configured: then nobody is let in
 */
public record SmsCallbackToken(Optional<String> value) {
    /** Without the token. */
    @Override
    public String toString() {
        return "SmsCallbackToken[" + (value.isPresent() ? "set" : "none") + "]";
    }
}
