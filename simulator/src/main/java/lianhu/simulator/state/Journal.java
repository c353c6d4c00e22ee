package lianhu.simulator.state;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records in order what each chat and person sees and every attempt to reach the gateway; drops the oldest entries. */
public final class Journal {

    private final InstantSource time;
    private final int limit;
    private final List<JournalEntry> journalEntries = new ArrayList<>();
    private final Map<String, List<Long>> byMsgid = new HashMap<>();
    private long next = 1;

    public Journal(InstantSource time, int limit) {
        this.time = time;
        this.limit = limit;
    }

    /** An entry to add; the journal sets its number and time. */
    public record NewEntry(
            Address place,
            String from,
            String kind,
            String text,
            @Nullable JsonObject card,
            MessageRoute via,
            String msgid,
            String status,
            @Nullable String note) {

        public NewEntry(
                Address address,
                String from,
                MessageContent messageContent,
                MessageRoute messageRoute,
                String msgid,
                String status) {
            this(
                    address,
                    from,
                    messageContent.kind(),
                    messageContent.text(),
                    messageContent.card(),
                    messageRoute,
                    msgid,
                    status,
                    null);
        }
    }

    public synchronized JournalEntry add(NewEntry newEntry) {
        JournalEntry journalEntry = new JournalEntry(
                next++,
                time.instant(),
                newEntry.place,
                newEntry.from,
                newEntry.kind,
                newEntry.text,
                newEntry.card,
                newEntry.via,
                newEntry.msgid,
                newEntry.status,
                newEntry.note);
        journalEntries.add(journalEntry);
        byMsgid.computeIfAbsent(journalEntry.msgid(), id -> new ArrayList<>(2)).add(journalEntry.seq());
        if (journalEntries.size() > limit + limit / 10) {
            evict(journalEntries.size() - limit);
        }
        notifyAll();
        return journalEntry;
    }

    /** Changes the status of the entries with this msgid and route. */
    public void updateStatus(String msgid, MessageRoute messageRoute, String status) {
        change(
                msgid,
                journalEntry -> journalEntry.via() == messageRoute,
                journalEntry -> journalEntry.withStatus(status));
    }

    public void updateStatus(String msgid, String kind, Address address, String status) {
        change(
                msgid,
                journalEntry ->
                        journalEntry.kind().equals(kind) && journalEntry.place().equals(address),
                journalEntry -> journalEntry.withStatus(status));
    }

    public void replaceText(long seq, String text, String status) {
        changeOne(seq, journalEntry -> journalEntry.withText(text).withStatus(status));
    }

    public synchronized List<JournalEntry> since(
            long seq, @Nullable String chat, @Nullable String user, boolean attempts, int most) {
        List<JournalEntry> found = new ArrayList<>();
        for (int i = (int) Math.max(0, seq + 1 - first()); i < journalEntries.size() && found.size() < most; i++) {
            JournalEntry journalEntry = journalEntries.get(i);
            if ((attempts || journalEntry.via() != MessageRoute.CALLBACK)
                    && (chat == null || chat.equals(journalEntry.place().chat()))
                    && (user == null || user.equals(journalEntry.place().user()))) {
                found.add(journalEntry);
            }
        }
        return found;
    }

    public List<JournalEntry> seen() {
        return since(0, null, null, false, Integer.MAX_VALUE);
    }

    public synchronized List<JournalEntry> of(String msgid) {
        return byMsgid.getOrDefault(msgid, List.of()).stream().map(this::at).toList();
    }

    /** Waits until an entry, old or new, meets the condition. */
    public synchronized Optional<JournalEntry> await(Predicate<JournalEntry> condition, Duration most)
            throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            Optional<JournalEntry> found =
                    journalEntries.stream().filter(condition).findFirst();
            long left = (end - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    public synchronized long last() {
        return next - 1;
    }

    public synchronized long forgotten() {
        return first() - 1;
    }

    private synchronized void change(
            String msgid, Predicate<JournalEntry> condition, UnaryOperator<JournalEntry> change) {
        for (long seq : byMsgid.getOrDefault(msgid, List.of())) {
            if (condition.test(at(seq))) {
                changeOne(seq, change);
            }
        }
    }

    private synchronized void changeOne(long seq, UnaryOperator<JournalEntry> change) {
        int index = (int) (seq - first());
        if (index >= 0) {
            journalEntries.set(index, change.apply(journalEntries.get(index)));
            notifyAll();
        }
    }

    private void evict(int count) {
        for (JournalEntry journalEntry : journalEntries.subList(0, count)) {
            byMsgid.computeIfPresent(journalEntry.msgid(), (id, seqs) -> {
                seqs.remove(journalEntry.seq());
                return seqs.isEmpty() ? null : seqs;
            });
        }
        journalEntries.subList(0, count).clear();
    }

    private long first() {
        return next - journalEntries.size();
    }

    private JournalEntry at(long seq) {
        return journalEntries.get((int) (seq - first()));
    }
}
