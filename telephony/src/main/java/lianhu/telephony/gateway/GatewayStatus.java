package lianhu.telephony.gateway;

/**
 * What a person should know of the gateway, as of the last ten seconds.
 *
 * @param unreadableCalls open calls of this instance that it cannot carry on
 * @param unsavedReports calls whose words are recorded and whose report the store has refused at least three times
 * @param failedRecordings recordings in Asterisk that could not be made part of a report
 * @param unreachedDesks attempts since the start to reach the emergency desk that failed
 * @param isTrunkDown whether the trunk of the operator has not answered Asterisk for half a minute
 * @param failedPrompts prompts since the start that Asterisk could not play
 * @param refusedRequests requests since the start that Asterisk refused, and steps of outbound calls that the store did not take
 */
public record GatewayStatus(
        int unreadableCalls,
        int unsavedReports,
        int failedRecordings,
        long unreachedDesks,
        boolean isTrunkDown,
        long failedPrompts,
        long refusedRequests) {
    public static final GatewayStatus NONE = new GatewayStatus(0, 0, 0, 0, false, 0, 0);
}
