package lianhu.core.sms;

/**
 * Whether SMS can be sent at all. Pages and replies promise one only then.
 *
 * @param isOn whether an SMS service is configured
 */
public record SmsAvailability(boolean isOn) {
    public static final SmsAvailability OFF = new SmsAvailability(false);
    public static final SmsAvailability ON = new SmsAvailability(true);
}
