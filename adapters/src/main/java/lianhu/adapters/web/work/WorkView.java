package lianhu.adapters.web.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.report.VoiceAttachment;
import lianhu.core.speech.TranscriptLine;

/**
 * The page of one handler: a ticket, or the open tickets when none is opened.
 *
 * @param path of the page; those of its tickets are below it
 * @param expires whether the link ends after thirty days
 * @param isList whether the link opens all tickets of the handler
 * @param next cursor of the next page of the list; empty on the last
 * @param key idempotency key of the forms
 */
public record WorkView(
        String path,
        boolean expires,
        String holder,
        boolean isList,
        Optional<OpenedTicket> opened,
        List<ListedTicket> rows,
        String next,
        boolean isLaterPage,
        String key,
        PageMessage message,
        Hotline line) {

    /**
     * @param due empty when nothing is due any more
     * @param may names of the actions that are allowed now
     * @param isBoundByAcceptance who has accepted it cannot return it
     * @param replyDue by when the holder says how far a supervised matter is; empty for nothing
     */
    public record ListedTicket(
            String no,
            String title,
            String place,
            boolean isEmergency,
            String state,
            String due,
            int version,
            List<String> may,
            boolean isBoundByAcceptance,
            String replyDue) {}

    /**
     * A ticket with all that was said.
     *
     * @param drill what is said above a drill; empty for every other
     * @param canCall the holder may ask to be connected with the reporter
     * @param receipts spoken receipt numbers
     * @param transcripts by the name of the recording
     * @param audible names of the recordings that the holder may hear now; the others need a reason first
     */
    public record OpenedTicket(
            ListedTicket row,
            String drill,
            boolean canCall,
            String receipts,
            long urges,
            List<Said> said,
            Map<String, TranscriptLine> transcripts,
            Set<String> audible) {}

    /**
     * What a reporter said at one time.
     *
     * @param what 报的, 补充, 催办, 语音听写 or 说还没好
     * @param photos hashes of the photos
     */
    public record Said(
            String at, String what, boolean isUrge, String words, List<String> photos, List<VoiceAttachment> voices) {}
}
