package lianhu.telephony.outbound;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.core.outbound.OutboundCall;

/**
 * One attempt of an outbound call. The ids of its channels are derived from the row of the call, so that Asterisk refuses the same
 * attempt a second time, and a restarted gateway knows to which call a channel belongs.
 *
 * @param attempt counts from 1
 */
public record OutboundLeg(long call, int attempt) {
    private static final String REPORTER = "-reporter";
    private static final Pattern CHANNEL = Pattern.compile("outbound-(\\d{1,18})-(\\d{1,6})(?:" + REPORTER + ")?");

    /** The present attempt. */
    public static OutboundLeg of(OutboundCall call) {
        return new OutboundLeg(call.id(), call.attempt());
    }

    /** Of the person who is called. */
    public String channelId() {
        return "outbound-" + call + "-" + attempt;
    }

    /** Of the reporter with whom that person wants to talk. */
    public String reporterChannelId() {
        return channelId() + REPORTER;
    }

    /** In which both talk. */
    public String bridgeId() {
        return channelId() + "-talk";
    }

    /** Whether a channel of an outbound call is that of a reporter. */
    public static boolean isReporter(String channelId) {
        return channelId.endsWith(REPORTER);
    }

    /** Empty when the channel is not one of an outbound call, or the other half of its local channel. */
    public static Optional<OutboundLeg> parse(String channelId) {
        Matcher parts = CHANNEL.matcher(channelId);
        return parts.matches()
                ? Optional.of(new OutboundLeg(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }
}
