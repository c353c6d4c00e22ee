package lianhu.telephony.outbound;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.outbound.OutboundCall;

/**
 * One attempt of an outbound call. Its channel id is derived from the row of the call, so that Asterisk refuses the same attempt a
 * second time, and a restarted gateway knows to which call a channel belongs.
 *
 * @param attempt counts from 1
 */
public record OutboundLeg(long call, int attempt) {
    private static final Pattern CHANNEL = Pattern.compile("outbound-(\\d{1,18})-(\\d{1,6})");

    /** Of the present attempt. */
    public static String channel(OutboundCall call) {
        return new OutboundLeg(call.id(), call.attempt()).channelId();
    }

    public String channelId() {
        return "outbound-" + call + "-" + attempt;
    }

    /** Empty when the channel is not that of an outbound call, or the other half of its local channel. */
    public static Optional<OutboundLeg> parse(String channelId) {
        Matcher parts = CHANNEL.matcher(channelId);
        return parts.matches()
                ? Optional.of(new OutboundLeg(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }
}
