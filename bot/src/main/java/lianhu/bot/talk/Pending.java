package lianhu.bot.talk;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.core.report.PhotoId;
import lianhu.core.report.Source;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;

/** After 退回 or 办结 the next words of the same person within a quarter of an hour are the reason or the result. */
final class Pending {
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final Memo memo;

    Pending(Memo memo) {
        this.memo = memo;
    }

    /**
     * What waits for a sentence.
     *
     * @param usedBy the message that was that sentence; should it come again, it is still that sentence
     * @param responseCode of the card whose button was pressed; empty for none
     */
    record Wish(TicketNo ticket, ActionType type, List<PhotoId> photos, String usedBy, String responseCode) {
        Wish with(List<PhotoId> more) {
            List<PhotoId> all = new ArrayList<>(photos);
            more.stream().filter(photo -> !all.contains(photo)).forEach(all::add);
            return new Wish(ticket, type, List.copyOf(all), usedBy, responseCode);
        }

        Wish usedBy(Source message) {
            return new Wish(ticket, type, photos, message.toString(), responseCode);
        }

        boolean isOpenTo(Source message) {
            return usedBy.isEmpty() || usedBy.equals(message.toString());
        }

        private String note() {
            return String.join(
                    "\n",
                    ticket.value(),
                    type.name(),
                    photos.stream().map(PhotoId::sha256).collect(Collectors.joining(",")),
                    usedBy,
                    responseCode);
        }

        private static Wish of(String note) {
            String[] lines = note.split("\n", -1);
            return new Wish(
                    new TicketNo(lines[0]),
                    ActionType.valueOf(lines[1]),
                    Arrays.stream(lines[2].split(","))
                            .filter(hash -> !hash.isEmpty())
                            .map(PhotoId::new)
                            .toList(),
                    lines[3],
                    lines[4]);
        }
    }

    /** A wish another message used up is none any more. */
    Uni<Optional<Wish>> of(String user, Source message) {
        return memo.find(key(user)).map(note -> note.map(Wish::of).filter(wish -> wish.isOpenTo(message)));
    }

    Uni<Void> keep(String user, Wish wish) {
        return memo.keep(key(user), wish.note(), REMEMBERED);
    }

    Uni<Void> forget(String user) {
        return memo.forget(key(user));
    }

    private static String key(String user) {
        return "pending:" + user;
    }
}
