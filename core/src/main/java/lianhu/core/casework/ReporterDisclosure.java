package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.roster.AccountOrigins;
import lianhu.core.roster.SecondPersonRule;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.DisclosureRequest;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/**
 * Discloses who reported a sealed matter: two persons of its circle approve, each with a reason, and each may view once
 * for a short time. Every step is an event, and the event of a view is committed before the view.
 */
@ApplicationScoped
public final class ReporterDisclosure {
    private static final int MAX_ATTEMPTS = 5;
    private static final String CONCURRENT_CHANGE = "这件正在变，请再点一次";

    private final TicketQueries ticketQueries;
    private final TicketRepository ticketRepository;
    private final ReporterIdentities reporters;
    private final SecondPersonRule secondPersonRule;
    private final InstantSource clock;

    public ReporterDisclosure(
            TicketQueries ticketQueries,
            TicketRepository ticketRepository,
            ReporterIdentities reporters,
            AccountOrigins accountOrigins,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketRepository = ticketRepository;
        this.reporters = reporters;
        this.secondPersonRule = new SecondPersonRule(accountOrigins);
        this.clock = clock;
    }

    /** The result of an action. A refusal is a value, not an exception. */
    public sealed interface Outcome {
        /** Requested or approved. */
        record Recorded(DisclosureRequest request) implements Outcome {}

        record Disclosed(List<ReporterIdentities.ReporterIdentity> reporters) implements Outcome {}

        record Rejected(String why) implements Outcome {}

        /** No such ticket, not sealed, or outside the viewer's circle. */
        record NotFound() implements Outcome {}
    }

    /** Progress of the disclosure. Empty for an absent ticket. */
    public Uni<Optional<DisclosureRequest>> status(TicketNo no, Viewer viewer) {
        return find(no, viewer)
                .map(found ->
                        found.map(ticketDetails -> DisclosureRequest.of(ticketDetails.history(), clock.instant())));
    }

    /** {@code by} is one person, not a post that several share. */
    public Uni<Outcome> request(TicketNo no, Viewer viewer, Actor by, String reason) {
        return recordEvent(no, viewer, by, reason.strip(), new Change.DisclosureRequested(), MAX_ATTEMPTS);
    }

    /**
     * Approves the request of another person. Two simultaneous requests do not approve each other: neither author has
     * read the other's reason.
     */
    public Uni<Outcome> approve(TicketNo no, Viewer viewer, Actor by, String reason) {
        return recordEvent(no, viewer, by, reason.strip(), new Change.DisclosureApproved(), MAX_ATTEMPTS);
    }

    private Uni<Outcome> recordEvent(TicketNo no, Viewer viewer, Actor by, String reason, Change change, int tries) {
        return withTicket(no, viewer, ticketDetails -> {
            DisclosureRequest disclosureRequest = DisclosureRequest.of(ticketDetails.history(), clock.instant());
            Optional<String> why =
                    rejectionReason(disclosureRequest, by, reason, change instanceof Change.DisclosureRequested);
            if (why.isPresent()) {
                return rejected(why.get());
            }
            return isSecondPerson(disclosureRequest, by).chain(isOther -> {
                if (!isOther) {
                    return rejected(SecondPersonRule.REJECTION);
                }
                return recordEvent(ticketDetails.ticket(), viewer, by, reason, change, tries);
            });
        });
    }

    /** The first person asks alone. */
    private Uni<Boolean> isSecondPerson(DisclosureRequest disclosureRequest, Actor by) {
        return disclosureRequest
                .requested()
                .map(asked -> secondPersonRule.areTwoPersons(asked.by().id(), by.id()))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    private Uni<Outcome> recordEvent(Ticket ticket, Viewer viewer, Actor by, String reason, Change change, int tries) {
        TicketNo no = ticket.no();
        return append(ticket, by, change, reason).chain(ended -> {
            if (ended == AppendResult.CONFLICT) {
                return tries > 1 ? recordEvent(no, viewer, by, reason, change, tries - 1) : rejected(CONCURRENT_CHANGE);
            }
            return status(no, viewer)
                    .map(now -> now.<Outcome>map(Outcome.Recorded::new).orElseGet(Outcome.NotFound::new));
        });
    }

    private static Optional<String> rejectionReason(
            DisclosureRequest disclosureRequest, Actor by, String reason, boolean isAsk) {
        if (reason.isEmpty()) {
            return Optional.of("要写为什么要看");
        }
        if (isAsk) {
            return disclosureRequest.isIdle() ? Optional.empty() : Optional.of("已经有人提了，请先看他写的理由");
        }
        if (disclosureRequest.isIdle()) {
            return Optional.of("还没有人提，或者过了时间；要看，请重新提");
        }
        if (!disclosureRequest.awaitsApproval()) {
            return Optional.of("已经有两个人批准了");
        }
        return disclosureRequest.isRequester(by) ? Optional.of("您自己提的，要另一个人用自己的登录名来批准") : Optional.empty();
    }

    /** Commits the record before it returns the identity, so that each person views at most once. */
    public Uni<Outcome> disclose(TicketNo no, Viewer viewer, Actor by) {
        return disclose(no, viewer, by, MAX_ATTEMPTS);
    }

    private Uni<Outcome> disclose(TicketNo no, Viewer viewer, Actor by, int tries) {
        return withTicket(no, viewer, ticketDetails -> {
            DisclosureRequest disclosureRequest = DisclosureRequest.of(ticketDetails.history(), clock.instant());
            if (!disclosureRequest.mayView(by)) {
                return rejected(disclosureRejection(disclosureRequest, by));
            }
            return reporters
                    .findByTicket(no)
                    .chain(reporterIdentity -> append(ticketDetails.ticket(), by, new Change.DisclosureViewed(), "")
                            .chain(ended -> ended == AppendResult.DONE
                                    ? Uni.createFrom().<Outcome>item(new Outcome.Disclosed(reporterIdentity))
                                    : tries > 1 ? disclose(no, viewer, by, tries - 1) : rejected(CONCURRENT_CHANGE)));
        });
    }

    private static String disclosureRejection(DisclosureRequest disclosureRequest, Actor by) {
        if (disclosureRequest.viewers().contains(by.id())) {
            return "您已经看过了，只能看一次";
        }
        if (disclosureRequest.isIdle()) {
            return "还没有人提，或者过了时间；要看，请重新提";
        }
        return disclosureRequest.awaitsApproval() ? "还差第二个人批准" : "只有提的人和批准的人能看";
    }

    private Uni<Outcome> withTicket(
            TicketNo no, Viewer viewer, Function<TicketQueries.TicketDetails, Uni<Outcome>> then) {
        return find(no, viewer)
                .chain(found -> found.map(
                                ticketDetails -> ticketDetails.ticket().erased().contains(ContentKind.PERSONS)
                                        ? rejected("是谁报的已经删除，看不到了")
                                        : then.apply(ticketDetails))
                        .orElseGet(() -> Uni.createFrom().item(new Outcome.NotFound())));
    }

    private Uni<Optional<TicketQueries.TicketDetails>> find(TicketNo no, Viewer viewer) {
        return ticketQueries
                .find(no, viewer)
                .map(found ->
                        found.filter(ticketDetails -> ticketDetails.ticket().isSealed()));
    }

    private Uni<AppendResult> append(Ticket ticket, Actor by, Change change, String words) {
        Instant now = clock.instant();
        TicketEvent event = new TicketEvent(ticket.version() + 1, now, by, change, words, List.of(), Optional.empty());
        return ticketRepository.append(
                List.of(new TicketUpdate(ticket.apply(event), ticket.version(), List.of(event), List.of(), List.of())));
    }

    private static Uni<Outcome> rejected(String why) {
        return Uni.createFrom().item(new Outcome.Rejected(why));
    }
}
