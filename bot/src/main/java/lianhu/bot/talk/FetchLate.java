package lianhu.bot.talk;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework;
import lianhu.core.LateMedia;
import lianhu.core.LateMedia.Late;
import lianhu.core.Rejected;
import lianhu.core.report.PhotoId;
import lianhu.core.report.Source;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.templates.reply.PhotoMissing;

/**
 * Fetches the photos and voices that could not be had while WeCom waited, and adds each to its ticket once. What finally did
 * not come is said on the ticket, and to its sender.
 */
public final class FetchLate {
    /** Less than the half minute for which it is ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int AT_ONCE = 8;

    /** Tells a sender alone, at the door he came by. */
    public interface Excuse {
        Uni<Void> tell(Source message, String sender, String words);
    }

    private final LateMedia late;
    private final Photographs photographs;
    private final Casework casework;
    private final Excuse excuse;
    private final Voice voice;
    private final InstantSource clock;

    public FetchLate(
            LateMedia late,
            Photographs photographs,
            Casework casework,
            Excuse excuse,
            Voice voice,
            InstantSource clock) {
        this.late = late;
        this.photographs = photographs;
        this.casework = casework;
        this.excuse = excuse;
        this.voice = voice;
        this.clock = clock;
    }

    /** All whose turn it is. One that cannot be dealt with now has another turn. */
    public Uni<Void> fetch() {
        return late.take(AT_ONCE)
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUni(one -> fetch(one).onFailure().recoverWithNull())
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> fetch(Late one) {
        boolean isOver = clock.instant().isAfter(one.until());
        if (one.ticket().isEmpty()) {
            return isOver ? late.done(one) : Uni.createFrom().voidItem();
        }
        TicketNo ticket = one.ticket().get();
        Wanted wanted = Wanted.of(one.secret());
        return photographs
                .fetch(wanted.picture(), PATIENCE)
                .onFailure(failure -> !(failure instanceof Rejected))
                .recoverWithItem(Optional.empty())
                .chain(photo -> photo.map(found -> added(one, ticket, found))
                        .orElseGet(() -> isOver
                                ? givenUp(one, ticket, wanted)
                                : Uni.createFrom().voidItem()))
                .onFailure(Rejected.class)
                .recoverWithUni(() -> givenUp(one, ticket, wanted));
    }

    private Uni<Void> added(Late one, TicketNo ticket, PhotoId photo) {
        return casework.act(ticket, addition(one).showing(List.of(photo))).chain(outcome -> late.done(one));
    }

    private Uni<Void> givenUp(Late one, TicketNo ticket, Wanted wanted) {
        String what = wanted.picture() instanceof Picture.Spoken ? "语音" : "照片";
        return casework.act(ticket, addition(one).saying(what + "没取到，请当事人再发"))
                .chain(() -> excuse.tell(one.message(), wanted.sender(), voice.say(new PhotoMissing())))
                .chain(() -> late.done(one));
    }

    /** Its source makes it happen once, whoever of two copies was faster. */
    private static Action addition(Late one) {
        Source message = one.message();
        return Action.of(ActionType.SUPPLEMENT, Actor.GATEWAY)
                .from(new Source(message.door(), message.account(), message.id() + "#" + one.place()));
    }
}
