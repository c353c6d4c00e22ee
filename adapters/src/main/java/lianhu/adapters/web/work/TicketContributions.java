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
import lianhu.core.report.VoiceAttachment;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/** What the reporters of a ticket said, in order; nothing that staff told each other. Pure. */
public final class TicketContributions {
    /** What kind of words. */
    public enum Type {
        REPORT("报的"),
        ADDITION("补充"),
        TRANSCRIPT("语音听写"),
        OBJECTION("说还没好");

        private final String label;

        Type(String label) {
            this.label = label;
        }
    }

    /** One text with its attachments. */
    public record Contribution(Instant at, Type type, String words, List<AttachmentId> attachments) {
        Said said(Instant now) {
            boolean isUrge = type == Type.ADDITION && UrgeText.matches(words);
            return new Said(
                    ChineseTime.formatMoment(at, now),
                    isUrge ? "催办" : type.label,
                    isUrge,
                    words,
                    VoiceAttachment.photosIn(attachments),
                    VoiceAttachment.voicesIn(attachments));
        }
    }

    public static Stream<Contribution> of(TicketDetails details) {
        List<Contribution> all = new ArrayList<>();
        details.texts()
                .forEach(text -> all.add(new Contribution(text.at(), Type.REPORT, text.text(), text.attachments())));
        details.history().forEach(event -> contribution(event).ifPresent(all::add));
        return all.stream()
                .filter(one -> !one.words().isBlank() || !one.attachments().isEmpty())
                .sorted(Comparator.comparing(Contribution::at));
    }

    private static Optional<Contribution> contribution(TicketEvent event) {
        Optional<Type> type = event.change() instanceof Change.Supplemented
                ? Optional.of(Type.ADDITION)
                : event.change() instanceof Change.Transcribed
                        ? Optional.of(Type.TRANSCRIPT)
                        : event.change() instanceof Change.Reopened ? Optional.of(Type.OBJECTION) : Optional.empty();
        return type.map(one -> new Contribution(event.at(), one, event.words(), event.attachments()));
    }

    private TicketContributions() {}
}
