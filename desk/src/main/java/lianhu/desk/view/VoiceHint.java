package lianhu.desk.view;

import java.util.Collection;
import java.util.stream.Collectors;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.KeywordTopic;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.Classification;
import lianhu.core.classification.TextClassifier;
import lianhu.core.query.TicketQueries;
import lianhu.core.speech.Transcript;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;

/**
 * What a voice message seems to be about, for the person who is to listen to it. A machine may have misheard, so this
 * changes nothing of the ticket.
 *
 * @param emergency the kind of emergency; empty for none
 * @param topic the category, or 举报; empty when no word of the catalogue was heard
 */
public record VoiceHint(String emergency, String topic) {
    public static final VoiceHint NONE = new VoiceHint("", "");

    /** {@link #NONE} for a ticket with words, or one that somebody has listened to. */
    public static VoiceHint of(
            TicketQueries.TicketDetails ticketDetails, Collection<Transcript> transcripts, TextClassifier classifier) {
        Ticket ticket = ticketDetails.ticket();
        boolean isWrittenDown =
                ticketDetails.history().stream().anyMatch(event -> event.change() instanceof Change.Transcribed);
        if (!ticket.isVoiceOnly() || ticket.isSealed() || ticket.state().isOver() || isWrittenDown) {
            return NONE;
        }
        Classification heard =
                classifier.classify(transcripts.stream().map(Transcript::words).collect(Collectors.joining("\n")));
        return new VoiceHint(
                ticket.urgency() == Urgency.EMERGENCY
                        ? ""
                        : heard.emergency().map(KeywordTopic::name).orElse(""),
                heard.confidentiality() == Confidentiality.SEALED
                        ? RequestKind.TIP_OFF.label()
                        : heard.best().map(best -> best.category().name()).orElse(""));
    }
}
