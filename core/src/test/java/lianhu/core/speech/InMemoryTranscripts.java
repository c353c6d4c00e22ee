package lianhu.core.speech;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.TicketNo;

/** Transcripts in memory, with the recordings of the tickets that they are of. */
public final class InMemoryTranscripts implements TranscriptStore {
    private static final class Recording {
        final TicketNo ticket;
        final AttachmentId attachment;
        final String words;
        final Instant storedAt;
        int attempts;
        Optional<Instant> next = Optional.empty();
        Optional<Transcript> transcript = Optional.empty();
        boolean isEmergency;

        Recording(TicketNo ticket, AttachmentId attachment, String words, Instant storedAt) {
            this.ticket = ticket;
            this.attachment = attachment;
            this.words = words;
            this.storedAt = storedAt;
        }
    }

    private final List<Recording> recordings = new ArrayList<>();
    private final Set<TicketNo> writtenDown = new HashSet<>();

    /** A ticket has an attachment; words with 举报 make it sealed. */
    public synchronized void add(TicketNo ticket, AttachmentId attachment, String words, Instant storedAt) {
        recordings.add(new Recording(ticket, attachment, words, storedAt));
    }

    /** A recording has a transcript. */
    public synchronized void add(TicketNo ticket, Transcript transcript, boolean isEmergency) {
        Recording recording =
                new Recording(ticket, transcript.attachment(), UntranscribedVoice.PLACEHOLDER, transcript.at());
        recording.attempts = 1;
        recording.transcript = Optional.of(transcript);
        recording.isEmergency = isEmergency;
        recordings.add(recording);
    }

    public synchronized void writeDown(TicketNo ticket) {
        writtenDown.add(ticket);
    }

    public synchronized void erase(TicketNo ticket) {
        recordings.removeIf(recording -> recording.ticket.equals(ticket));
    }

    /** When the recording is tried next; empty for never. */
    public synchronized Optional<Instant> nextAttempt(AttachmentId attachment) {
        return recordings.stream()
                .filter(one -> one.attachment.equals(attachment))
                .findFirst()
                .flatMap(one -> one.next);
    }

    @Override
    public synchronized Uni<List<Claim>> claim(Instant now, Instant leaseUntil, Instant since, int limit) {
        Stream<Recording> fresh = recordings.stream()
                .filter(one -> one.attachment.isVoice() && !one.words.contains("举报"))
                .filter(one -> one.attempts == 0 && !one.storedAt.isBefore(since))
                .sorted(Comparator.comparing((Recording one) -> one.storedAt).reversed());
        Stream<Recording> due = recordings.stream()
                .filter(one -> one.next.filter(at -> !at.isAfter(now)).isPresent());
        List<Recording> claimed = Stream.concat(fresh, due).limit(limit).toList();
        return Uni.createFrom()
                .item(claimed.stream()
                        .map(one -> {
                            one.attempts++;
                            one.next = Optional.of(leaseUntil);
                            return new Claim(one.ticket, one.attachment, one.attempts);
                        })
                        .toList());
    }

    @Override
    public synchronized Uni<Void> complete(Claim claim, Transcript transcript, boolean isEmergency) {
        current(claim).ifPresent(recording -> {
            recording.next = Optional.empty();
            recording.transcript = Optional.of(transcript);
            recording.isEmergency = isEmergency;
        });
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> postpone(Claim claim, Instant nextAttempt) {
        current(claim).ifPresent(recording -> recording.next = Optional.of(nextAttempt));
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> giveUp(Claim claim) {
        current(claim).ifPresent(recording -> recording.next = Optional.empty());
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Map<AttachmentId, Transcript>> find(Collection<AttachmentId> attachments) {
        Map<AttachmentId, Transcript> found = new HashMap<>();
        recordings.stream()
                .filter(one -> attachments.contains(one.attachment))
                .flatMap(one -> one.transcript.stream())
                .forEach(transcript -> found.put(transcript.attachment(), transcript));
        return Uni.createFrom().item(found);
    }

    @Override
    public synchronized Uni<List<TicketNo>> findPossibleEmergencies(Instant since, int limit) {
        return Uni.createFrom()
                .item(recordings.stream()
                        .filter(one -> one.isEmergency && UntranscribedVoice.isPlaceholder(one.words))
                        .filter(one -> one.transcript
                                .filter(transcript -> !transcript.at().isBefore(since))
                                .isPresent())
                        .map(one -> one.ticket)
                        .filter(ticket -> !writtenDown.contains(ticket))
                        .distinct()
                        .limit(limit)
                        .toList());
    }

    private Optional<Recording> current(Claim claim) {
        return recordings.stream()
                .filter(one -> one.ticket.equals(claim.ticket()) && one.attachment.equals(claim.attachment()))
                .filter(one -> one.attempts == claim.attempt() && one.next.isPresent())
                .findFirst();
    }
}
