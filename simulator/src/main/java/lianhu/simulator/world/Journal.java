package lianhu.simulator.world;

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

/** Everything each chat and person would see, in order, and every attempt at the gateway; the oldest are forgotten. */
public final class Journal {

    private final InstantSource time;
    private final int limit;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Long>> byMsgid = new HashMap<>();
    private long next = 1;

    public Journal(InstantSource time, int limit) {
        this.time = time;
        this.limit = limit;
    }

    /** What to write down; the journal adds number and time. */
    public record Line(
            Place place,
            String from,
            String kind,
            String text,
            @Nullable JsonObject card,
            Via via,
            String msgid,
            String status,
            @Nullable String note) {

        public Line(Place place, String from, Content content, Via via, String msgid, String status) {
            this(place, from, content.kind(), content.text(), content.card(), via, msgid, status, null);
        }
    }

    public synchronized Entry add(Line line) {
        Entry entry = new Entry(
                next++,
                time.instant(),
                line.place,
                line.from,
                line.kind,
                line.text,
                line.card,
                line.via,
                line.msgid,
                line.status,
                line.note);
        entries.add(entry);
        byMsgid.computeIfAbsent(entry.msgid(), id -> new ArrayList<>(2)).add(entry.seq());
        if (entries.size() > limit + limit / 10) {
            forget(entries.size() - limit);
        }
        notifyAll();
        return entry;
    }

    /** Changes the status of what was shown or said under this msgid by this way. */
    public void mark(String msgid, Via via, String status) {
        change(msgid, entry -> entry.via() == via, entry -> entry.withStatus(status));
    }

    public void mark(String msgid, String kind, Place place, String status) {
        change(
                msgid,
                entry -> entry.kind().equals(kind) && entry.place().equals(place),
                entry -> entry.withStatus(status));
    }

    public void rewrite(long seq, String text, String status) {
        changeOne(seq, entry -> entry.withText(text).withStatus(status));
    }

    public synchronized List<Entry> since(
            long seq, @Nullable String chat, @Nullable String user, boolean attempts, int most) {
        List<Entry> found = new ArrayList<>();
        for (int i = (int) Math.max(0, seq + 1 - first()); i < entries.size() && found.size() < most; i++) {
            Entry entry = entries.get(i);
            if ((attempts || entry.via() != Via.CALLBACK)
                    && (chat == null || chat.equals(entry.place().chat()))
                    && (user == null || user.equals(entry.place().user()))) {
                found.add(entry);
            }
        }
        return found;
    }

    public List<Entry> seen() {
        return since(0, null, null, false, Integer.MAX_VALUE);
    }

    public synchronized List<Entry> of(String msgid) {
        return byMsgid.getOrDefault(msgid, List.of()).stream().map(this::at).toList();
    }

    /** Waits until an entry, old or new, meets the condition. */
    public synchronized Optional<Entry> await(Predicate<Entry> condition, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            Optional<Entry> found = entries.stream().filter(condition).findFirst();
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

    private synchronized void change(String msgid, Predicate<Entry> which, UnaryOperator<Entry> how) {
        for (long seq : byMsgid.getOrDefault(msgid, List.of())) {
            if (which.test(at(seq))) {
                changeOne(seq, how);
            }
        }
    }

    private synchronized void changeOne(long seq, UnaryOperator<Entry> how) {
        int index = (int) (seq - first());
        if (index >= 0) {
            entries.set(index, how.apply(entries.get(index)));
            notifyAll();
        }
    }

    private void forget(int count) {
        for (Entry entry : entries.subList(0, count)) {
            byMsgid.computeIfPresent(entry.msgid(), (id, seqs) -> {
                seqs.remove(entry.seq());
                return seqs.isEmpty() ? null : seqs;
            });
        }
        entries.subList(0, count).clear();
    }

    private long first() {
        return next - entries.size();
    }

    private Entry at(long seq) {
        return entries.get((int) (seq - first()));
    }
}
