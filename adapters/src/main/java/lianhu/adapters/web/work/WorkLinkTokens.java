package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.WorkLinks;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.ticket.Actor;

/**
 * Links of the cards and digests of handlers. A link names a delivery, which has the recipient and, for a card, the ticket, and
 * proves by a keyed hash that the gateway made it for the WeCom account that held the post then. It ends with its term, and
 * when the post gets another holder. Opening it changes nothing, so a preview by a program does not use it up.
 */
@Singleton
public final class WorkLinkTokens implements WorkLinks {
    /** Longer than any ordinary due date; what is added to a ticket, and each reopening, comes with a new link. */
    static final Duration TERM = Duration.ofDays(30);

    private static final Set<NoticeType> WITH_LINK = Set.of(
            NoticeType.ASSIGNED,
            NoticeType.REOPENED,
            NoticeType.EMERGENCY_CALL,
            NoticeType.REMINDER,
            NoticeType.RESULT_REJECTED,
            NoticeType.SUPERVISION_ORDER,
            NoticeType.MORNING_DIGEST,
            NoticeType.CONSULTATION,
            NoticeType.CONSULTATION_OVERDUE);
    /** Unit heads have a page of their own, which shows nothing that a neighbour said privately. */
    private static final Set<Role> HEADS = Set.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD);

    private static final Pattern TOKEN = Pattern.compile("([tlc])([0-9a-z]{1,12})\\.([A-Za-z0-9_-]{22})");

    private final PostDirectory postDirectory;
    private final Departments departments;
    private final PostHolderLinks postHolderLinks;
    private final TicketQueries ticketQueries;
    private final FieldEncryption fieldEncryption;
    private final InstantSource clock;

    public WorkLinkTokens(
            PostDirectory postDirectory,
            Departments departments,
            PostHolderLinks postHolderLinks,
            TicketQueries ticketQueries,
            FieldEncryption fieldEncryption,
            InstantSource clock) {
        this.postDirectory = postDirectory;
        this.departments = departments;
        this.postHolderLinks = postHolderLinks;
        this.ticketQueries = ticketQueries;
        this.fieldEncryption = fieldEncryption;
        this.clock = clock;
    }

    /** The first letter of a link. */
    private static final String TICKET = "t";

    private static final String LIST = "l";
    private static final String CONSULTATION = "c";

    /** The present holder of the recipient's post, or the contact of the department. */
    private record Holder(Actor actor, Viewer viewer, String ownerId, String userId) {}

    @Override
    public Optional<String> ticketPage(Delivery delivery) {
        return delivery.ticket()
                .flatMap(no -> holder(delivery))
                .map(holder -> delivery.type().isOfConsultation()
                        ? "/work/" + token(CONSULTATION, delivery, holder) + "/consultation"
                        : "/work/" + token(TICKET, delivery, holder));
    }

    @Override
    public Optional<String> listPage(Delivery delivery) {
        return holder(delivery)
                .map(holder -> "/work/" + token(LIST, delivery, holder))
                .or(() -> delivery.recipient() instanceof Recipient.PostHolder(var head)
                        ? postHolderLinks.linkOf(head).map(page -> page + "?tab=c")
                        : Optional.empty());
    }

    /** Empty when the link was never made, has ended, or was made for another person. */
    public Uni<Optional<WorkLink>> find(String token) {
        return valid(token)
                .map(found -> found.filter(valid -> !valid.kind().equals(CONSULTATION))
                        .map(valid -> new WorkLink(
                                "/work/" + token,
                                valid.holder().actor(),
                                valid.holder().viewer(),
                                valid.holder().ownerId(),
                                true,
                                valid.kind().equals(TICKET) ? valid.delivery().ticket() : Optional.empty())));
    }

    /** As {@link #find}, for the link of a notice about a consultation. */
    public Uni<Optional<ConsultationLink>> findConsultation(String token) {
        return valid(token)
                .map(found -> found.filter(valid -> valid.kind().equals(CONSULTATION))
                        .flatMap(valid -> valid.delivery()
                                .ticket()
                                .map(no -> new ConsultationLink(
                                        "/work/" + token + "/consultation",
                                        valid.holder().actor(),
                                        no,
                                        valid.delivery().version()))));
    }

    /** A link that proves itself and has not ended. */
    private record Valid(String kind, Delivery delivery, Holder holder) {}

    private Uni<Optional<Valid>> valid(String token) {
        Matcher parts = TOKEN.matcher(token);
        return parts.matches()
                ? ticketQueries
                        .delivery(Long.parseLong(parts.group(2), Character.MAX_RADIX))
                        .map(found -> found.flatMap(delivery -> valid(parts.group(1), delivery, token)))
                : Uni.createFrom().item(Optional.empty());
    }

    private Optional<Valid> valid(String kind, Delivery delivery, String token) {
        return holder(delivery)
                .filter(holder -> isEqual(token, token(kind, delivery, holder))
                        && clock.instant().isBefore(delivery.at().plus(TERM)))
                .map(holder -> new Valid(kind, delivery, holder));
    }

    private String token(String kind, Delivery delivery, Holder holder) {
        String id = kind + Long.toString(delivery.id(), Character.MAX_RADIX);
        String subject = String.join(":", "work", id, delivery.recipient().encode(), holder.userId());
        return id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(fieldEncryption.linkToken(subject));
    }

    private static boolean isEqual(String given, String right) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<Holder> holder(Delivery delivery) {
        if (!WITH_LINK.contains(delivery.type())) {
            return Optional.empty();
        }
        Optional<Holder> holder = switch (delivery.recipient()) {
            case Recipient.PostHolder(var id) ->
                postDirectory
                        .find(id)
                        .filter(post -> !HEADS.contains(post.role())
                                && post.isHeldOn(DeadlinePolicy.localDate(clock.instant())))
                        .map(WorkLinkTokens::holder);
            case Recipient.DepartmentContact(var id) ->
                departments.find(id).map(department -> holder(department, delivery.type()));
            case Recipient.Group group -> Optional.empty();
            case Recipient.Reporter reporter -> Optional.empty();
            case Recipient.PlainGroup plainGroup -> Optional.empty();
        };
        return holder.filter(found -> !found.userId().isEmpty());
    }

    private static Holder holder(Post post) {
        return new Holder(
                new Actor(Actor.Type.POST, post.id().value(), post.spoken()),
                Viewer.post(post.area()),
                post.area().value(),
                post.userId());
    }

    /** A duty room is called to emergencies of any place. */
    private static Holder holder(Department department, NoticeType type) {
        boolean isCalled = type == NoticeType.EMERGENCY_CALL;
        return new Holder(
                new Actor(Actor.Type.DEPARTMENT, department.id(), department.name()),
                isCalled
                        ? new Viewer(false, true, List.of(), List.of(department.id()))
                        : Viewer.department(department.id()),
                department.id(),
                department.userId());
    }
}
