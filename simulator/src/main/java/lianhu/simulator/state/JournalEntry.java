package lianhu.simulator.state;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One entry of the journal; a reply carries the msgid of the message that it answers. */
public record JournalEntry(
        long seq,
        Instant at,
        Address place,
        String from,
        String kind,
        String text,
        @Nullable JsonObject card,
        MessageRoute via,
        String msgid,
        String status,
        @Nullable String note) {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    JournalEntry withStatus(String changed) {
        return new JournalEntry(seq, at, place, from, kind, text, card, via, msgid, changed, note);
    }

    JournalEntry withText(String changed) {
        return new JournalEntry(seq, at, place, from, kind, changed, card, via, msgid, status, note);
    }

    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("seq", seq)
                .put(
                        "at",
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                at.truncatedTo(ChronoUnit.MILLIS).atOffset(CHINA)))
                .put("chat", place.chat())
                .put("user", place.user())
                .put("from", from)
                .put("kind", kind)
                .put("text", text)
                .put("card", card)
                .put("via", via.wire())
                .put("msgid", msgid)
                .put("status", status);
        return note == null ? json : json.put("note", note);
    }
}
