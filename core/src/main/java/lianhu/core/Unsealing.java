package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.Tickets.Addition;
import lianhu.core.Tickets.Appended;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.Unseal;

/**
 * Who reported a sealed matter is seen only after two persons of its circle agreed, each with a reason, by each of them once
 * and not for long. What is asked, agreed to and seen are events, so nobody looks without leaving a record, and the record
 * stands before the look.
 */
public final class Unsealing {
    private static final int TRIES = 5;
    private static final String CHANGING = "这件正在变，请再点一次";

    private final Worklist worklist;
    private final Tickets tickets;
    private final SealedReporters reporters;
    private final InstantSource clock;

    public Unsealing(Worklist worklist, Tickets tickets, SealedReporters reporters, InstantSource clock) {
        this.worklist = worklist;
        this.tickets = tickets;
        this.reporters = reporters;
        this.clock = clock;
    }

    /** How a wish ended. A no is a value. */
    public sealed interface Outcome {
        /** Asked, or agreed to. */
        record Noted(Unseal now) implements Outcome {}

        record Shown(List<SealedReporters.Known> reporters) implements Outcome {}

        record Refused(String why) implements Outcome {}

        /** No such ticket, not sealed, or outside the viewer's circle. */
        record Absent() implements Outcome {}
    }

    /** How far it is. Empty for what is absent. */
    public Uni<Optional<Unseal>> standing(TicketNo no, Viewer viewer) {
        return find(no, viewer).map(found -> found.map(file -> Unseal.of(file.history(), clock.instant())));
    }

    /** {@code by} is one human being, not a post that several share. */
    public Uni<Outcome> ask(TicketNo no, Viewer viewer, Actor by, String reason) {
        return note(no, viewer, by, reason.strip(), new Change.UnsealAsked(), TRIES);
    }

    /** To what another person asked; nobody agrees by asking at the same moment, since she has not read why. */
    public Uni<Outcome> agree(TicketNo no, Viewer viewer, Actor by, String reason) {
        return note(no, viewer, by, reason.strip(), new Change.Unsealed(), TRIES);
    }

    private Uni<Outcome> note(TicketNo no, Viewer viewer, Actor by, String reason, Change change, int tries) {
        return within(no, viewer, file -> {
            Optional<String> why = whyNot(
                    Unseal.of(file.history(), clock.instant()), by, reason, change instanceof Change.UnsealAsked);
            if (why.isPresent()) {
                return no(why.get());
            }
            return append(file.ticket(), by, change, reason).chain(ended -> {
                if (ended == Appended.CONFLICT) {
                    return tries > 1 ? note(no, viewer, by, reason, change, tries - 1) : no(CHANGING);
                }
                return standing(no, viewer)
                        .map(now -> now.<Outcome>map(Outcome.Noted::new).orElseGet(Outcome.Absent::new));
            });
        });
    }

    private static Optional<String> whyNot(Unseal unseal, Actor by, String reason, boolean isAsk) {
        if (reason.isEmpty()) {
            return Optional.of("要写为什么要看");
        }
        if (isAsk) {
            return unseal.isIdle() ? Optional.empty() : Optional.of("已经有人提了，请先看他写的理由");
        }
        if (unseal.isIdle()) {
            return Optional.of("还没有人提，或者过了时间；要看，请重新提");
        }
        if (!unseal.waitsForSecond()) {
            return Optional.of("已经有两个人批准了");
        }
        return unseal.isFirst(by) ? Optional.of("您自己提的，要另一个人用自己的登录名来批准") : Optional.empty();
    }

    /** The record comes first: it is written before anything is shown, and whoever is shown it once is not shown it again. */
    public Uni<Outcome> look(TicketNo no, Viewer viewer, Actor by) {
        return look(no, viewer, by, TRIES);
    }

    private Uni<Outcome> look(TicketNo no, Viewer viewer, Actor by, int tries) {
        return within(no, viewer, file -> {
            Unseal unseal = Unseal.of(file.history(), clock.instant());
            if (!unseal.mayLook(by)) {
                return no(whyNoLook(unseal, by));
            }
            return reporters
                    .of(no)
                    .chain(known -> append(file.ticket(), by, new Change.UnsealSeen(), "")
                            .chain(ended -> ended == Appended.DONE
                                    ? Uni.createFrom().<Outcome>item(new Outcome.Shown(known))
                                    : tries > 1 ? look(no, viewer, by, tries - 1) : no(CHANGING)));
        });
    }

    private static String whyNoLook(Unseal unseal, Actor by) {
        if (unseal.seen().contains(by.id())) {
            return "您已经看过了，只能看一次";
        }
        if (unseal.isIdle()) {
            return "还没有人提，或者过了时间；要看，请重新提";
        }
        return unseal.waitsForSecond() ? "还差第二个人批准" : "只有提的人和批准的人能看";
    }

    private Uni<Outcome> within(TicketNo no, Viewer viewer, Function<Worklist.File, Uni<Outcome>> then) {
        return find(no, viewer)
                .chain(found -> found.map(then).orElseGet(() -> Uni.createFrom().item(new Outcome.Absent())));
    }

    private Uni<Optional<Worklist.File>> find(TicketNo no, Viewer viewer) {
        return worklist.find(no, viewer)
                .map(found -> found.filter(file -> file.ticket().isSealed()));
    }

    private Uni<Appended> append(Ticket ticket, Actor by, Change change, String words) {
        Instant now = clock.instant();
        TicketEvent event = new TicketEvent(ticket.version() + 1, now, by, change, words, List.of(), Optional.empty());
        return tickets.append(
                List.of(new Addition(ticket.after(event), ticket.version(), List.of(event), List.of(), List.of())));
    }

    private static Uni<Outcome> no(String why) {
        return Uni.createFrom().item(new Outcome.Refused(why));
    }
}
