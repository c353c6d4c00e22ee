package lianhu.adapters.web.consultation;

import java.util.List;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.consultation.ConsultationSummary;

/**
 * The page of one consultation for a party, its convenor or a leader.
 *
 * @param title of the ticket
 * @param isPending the holder is a party that has not answered
 * @param canReport the holder came, and may say what was done
 * @param canEnd the holder ends it
 * @param owners who may lead after a meeting
 * @param key idempotency key of the forms
 */
public record ConsultationView(
        String path,
        String holder,
        String title,
        String place,
        String no,
        ConsultationSummary one,
        boolean isPending,
        boolean canReport,
        boolean canEnd,
        List<Choice> owners,
        String key,
        PageMessage message,
        Hotline line) {
    /** @param key type and id */
    public record Choice(String key, String name) {}
}
