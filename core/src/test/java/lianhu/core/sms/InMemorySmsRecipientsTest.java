package lianhu.core.sms;

class InMemorySmsRecipientsTest extends SmsRecipientsContract {
    private final InMemorySmsRecipients recipients = new InMemorySmsRecipients(LIMIT);

    @Override
    protected SmsRecipients recipients() {
        return recipients;
    }
}
