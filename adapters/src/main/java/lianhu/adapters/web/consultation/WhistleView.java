package lianhu.adapters.web.consultation;

import java.util.List;
import lianhu.adapters.web.consultation.ConsultationView.Choice;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.consultation.ConsultationSummary;

/**
 * The page where the holder of a ticket whistles, and ends what was whistled for.
 *
 * @param path of the page
 * @param back of the ticket's page
 * @param place of the ticket, to begin with
 * @param canEnd numbers of those that the holder may end
 */
public record WhistleView(
        String path,
        String back,
        String holder,
        String title,
        String place,
        List<ConsultationSummary> all,
        List<Integer> canEnd,
        boolean canOpen,
        List<Choice> choices,
        String key,
        PageMessage message,
        Hotline line) {}
