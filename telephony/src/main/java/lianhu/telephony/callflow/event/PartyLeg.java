package lianhu.telephony.callflow.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * One attempt to call a party into a call. Its channel id is derived from the call, so that a restarted gateway
 * knows to which call a leg belongs.
 *
 * @param attempt counts from 1
 */
public record PartyLeg(CallId call, Party party, int attempt) {
    private static final int LONGEST_ATTEMPT = 6;

    public String channelId() {
        return call + "-" + party + "-" + attempt;
    }

    /** Empty when the channel is no leg of ours. */
    public static Optional<PartyLeg> parse(String channelId) {
        int last = channelId.lastIndexOf('-');
        int middle = channelId.lastIndexOf('-', last - 1);
        if (middle < 1) {
            return Optional.empty();
        }
        String name = channelId.substring(middle + 1, last);
        String attempt = channelId.substring(last + 1);
        if (attempt.isEmpty()
                || attempt.length() > LONGEST_ATTEMPT
                || !attempt.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Arrays.stream(Party.values())
                .filter(party -> party.name().equals(name))
                .findFirst()
                .map(party ->
                        new PartyLeg(new CallId(channelId.substring(0, middle)), party, Integer.parseInt(attempt)));
    }
}
