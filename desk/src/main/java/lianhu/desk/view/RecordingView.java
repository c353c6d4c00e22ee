package lianhu.desk.view;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.speech.TranscriptLine;

/**
 * The recordings of a ticket's page, by name.
 *
 * @param transcripts what a machine heard
 * @param audible those that the member of staff may hear now; the others need a reason first
 * @param hearings who heard them
 */
public record RecordingView(
        Map<String, TranscriptLine> transcripts, Set<String> audible, Map<String, HearingList> hearings) {
    public static final RecordingView NONE = new RecordingView(Map.of(), Set.of(), Map.of());

    public static RecordingView of(
            Map<String, TranscriptLine> transcripts,
            Set<AttachmentId> open,
            Map<AttachmentId, RecordingAccesses.Heard> heard,
            Instant now) {
        return new RecordingView(
                transcripts,
                open.stream().map(AttachmentId::sha256).collect(Collectors.toUnmodifiableSet()),
                HearingList.byRecording(heard, now));
    }
}
