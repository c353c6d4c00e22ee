package lianhu.adapters.web.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.adapters.web.work.WorkView.Said;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UrgeText;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/** What the reporters of a ticket said, in order; nothing that staff told each other. Pure. */
final class TicketContributions {
    private static final String ADDED = "补充";

    /** One text with its attachments. */
    record Contribution(Instant at, String what, String words, List<AttachmentId> attachments) {
        Said said(Instant now) {
            boolean isUrge = what.equals(ADDED) && UrgeText.matches(words);
            return new Said(
                    ChineseTime.formatMoment(at, now),
                    isUrge ? "催办" : what,
                    isUrge,
                    words,
                    attachments.stream()
                            .filter(attachment -> !attachment.isVoice())
                            .map(AttachmentId::sha256)
                            .distinct()
                            .toList());
        }
    }

    static Stream<Contribution> of(TicketDetails details) {
        List<Contribution> all = new ArrayList<>();
        details.texts().forEach(text -> all.add(new Contribution(text.at(), "报的", text.text(), text.attachments())));
        details.history().forEach(event -> contribution(event).ifPresent(all::add));
        return all.stream()
                .filter(one -> !one.words().isBlank() || !one.attachments().isEmpty())
                .sorted(Comparator.comparing(Contribution::at));
    }

    private static Optional<Contribution> contribution(TicketEvent event) {
        String what = event.change() instanceof Change.Supplemented
                ? ADDED
                : event.change() instanceof Change.Transcribed
                        ? "语音听写"
                        : event.change() instanceof Change.Reopened ? "说还没好" : "";
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new Contribution(event.at(), what, event.words(), event.attachments()));
    }

    private TicketContributions() {}
}
