package lianhu.app;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import lianhu.core.Composer;
import lianhu.core.Unavailable;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.group.Phrases;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;
import lianhu.core.notice.Wording;
import org.jboss.logging.Logger;

/** Composes, words and delivers one telling. */
@ApplicationScoped
class Teller implements Phrases {
    private static final Logger LOG = Logger.getLogger(Teller.class);
    private static final Reach.Outcome OVERTAKEN = new Reach.Outcome.Overtaken("已经过时，不用再说");

    private final Worklist worklist;
    private final Composer composer;
    private final Wording wording;
    private final List<Reach> ways;
    private final Announcements announcements;

    Teller(Worklist worklist, Composer composer, Wording wording, @All List<Reach> ways, Announcements announcements) {
        this.announcements = announcements;
        this.worklist = worklist;
        this.composer = composer;
        this.wording = wording;
        this.ways = ways;
    }

    Uni<Reach.Outcome> tell(Delivery delivery) {
        Optional<Reach> way =
                ways.stream().filter(reach -> reach.serves(delivery)).findFirst();
        if (delivery.broadcast() != 0) {
            return announcements.tell(delivery, way);
        }
        if (way.isEmpty()) {
            return Uni.createFrom().item(new Reach.Outcome.Refused("没有通到那里的路"));
        }
        return words(delivery)
                .onFailure()
                .transform(failure -> beforeTheCall(delivery, failure))
                .chain(words -> words.map(spoken -> way.get().deliver(delivery, spoken))
                        .orElseGet(() -> Uni.createFrom().item(OVERTAKEN)));
    }

    /** Nothing was sent yet, so it is certain that nothing arrived: it may be tried again. */
    private static Unavailable beforeTheCall(Delivery delivery, Throwable failure) {
        // The class alone: a message of the database may quote what was asked.
        LOG.warnf(
                "delivery %d could not be put into words now: %s",
                delivery.id(), failure.getClass().getName());
        return failure instanceof Unavailable away ? away : new Unavailable("not put into words", failure);
    }

    @Override
    public Uni<Optional<Spoken>> of(Delivery delivery) {
        return delivery.broadcast() != 0 ? announcements.words(delivery) : words(delivery);
    }

    private Uni<Optional<Spoken>> words(Delivery delivery) {
        return compose(delivery).map(notice -> notice.map(wording::of));
    }

    private Uni<Optional<Notice>> compose(Delivery delivery) {
        return delivery.ticket()
                .map(no -> worklist.find(no, Viewer.GATEWAY)
                        .map(found -> found.flatMap(file -> composer.of(delivery, file))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
