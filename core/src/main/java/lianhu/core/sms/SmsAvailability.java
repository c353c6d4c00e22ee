package lianhu.core.sms;

/**
 * Which SMS can be sent at all.
 *
 * @param isConfigured whether an SMS service is configured
 * @param approvals the texts that the carrier sends
 */
public record SmsAvailability(boolean isConfigured, SmsApprovals approvals) {
    public static final SmsAvailability OFF = new SmsAvailability(false, SmsApprovals.NONE);

    /** Pages and replies promise an SMS only then: the carrier sends no text that it has not approved. */
    public boolean canSend(SmsTemplate template) {
        return isConfigured && approvals.of(template).isPresent();
    }
}
