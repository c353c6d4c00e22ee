package lianhu.core.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries.Row;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;

/**
 * 晨报: decides who is told in the morning of what is open. Pure. Who holds a post of an owner, or is the contact of its
 * office, is told of its tickets; leaders are told a number. The desk has its list before its eyes. A matter about a chain of
 * posts counts for nobody who holds one of them.
 */
@ApplicationScoped
public final class MorningDigestPolicy {
    private static final Set<State> WITH_OWNER = Set.of(State.DISPATCHED, State.ACCEPTED, State.EXTENSION_REVIEW);
    private static final int NAMED = 5;
    private static final Comparator<Row> MOST_URGENT = Comparator.comparing(
                    (Row row) -> !QueueFilter.isUnansweredCall(row.ticket()))
            .thenComparing(row -> row.ticket().urgency() != Urgency.EMERGENCY)
            .thenComparing(row -> row.ticket().due())
            .thenComparing(row -> row.ticket().no().value());

    private final OwnerResolver ownerResolver;
    private final PostDirectory postDirectory;
    private final Departments departments;
    private final StaffRecipients staffRecipients;

    public MorningDigestPolicy(OwnerResolver ownerResolver, PostDirectory postDirectory, Departments departments) {
        this.ownerResolver = ownerResolver;
        this.postDirectory = postDirectory;
        this.departments = departments;
        this.staffRecipients = new StaffRecipients(ownerResolver, departments);
    }

    /** One way to a person. */
    private record Capacity(String userId, NewDelivery delivery, String name) {
        String person() {
            return userId.isEmpty() ? delivery.recipient().encode() : userId;
        }
    }

    /** The digests of all who have anything, each person once. */
    public List<PersonalDigest> digests(List<Row> open, Instant now) {
        Map<String, PersonalDigestBuilder> byPerson = new LinkedHashMap<>();
        Map<Owner, List<Capacity>> known = new HashMap<>();
        LocalDate today = DeadlinePolicy.localDate(now);
        open.stream()
                .filter(row -> WITH_OWNER.contains(row.ticket().state()))
                .sorted(Comparator.comparing((Row row) -> row.ticket().isSealed())
                        .thenComparing(MOST_URGENT))
                .forEach(row -> known.computeIfAbsent(row.ticket().owner(), owner -> capacities(owner, today)).stream()
                        .filter(capacity -> !isRecused(capacity, row.ticket(), today))
                        .forEach(capacity -> builder(byPerson, capacity)
                                .add(row, capacity.delivery().recipient(), capacity.name(), now)));
        open.stream()
                .filter(row -> QueueFilter.LATE.matches(row.ticket(), now))
                .forEach(row -> staffRecipients.leadersOf(row.ticket(), row.title(), now).stream()
                        .map(MorningDigestPolicy::capacity)
                        .filter(capacity -> !isRecused(capacity, row.ticket(), today))
                        .map(capacity -> builder(byPerson, capacity))
                        .distinct()
                        .forEach(PersonalDigestBuilder::addBelow));
        return byPerson.values().stream().map(one -> one.build(NAMED)).toList();
    }

    /** Whose digest a delivery to this recipient carries; empty when the post or office is vacant. */
    public Optional<String> person(Recipient recipient, Instant now) {
        return switch (recipient) {
            case Recipient.PostHolder(var id) ->
                postDirectory
                        .find(id)
                        .filter(post -> post.isHeldOn(DeadlinePolicy.localDate(now)))
                        .map(post -> capacity(post).person());
            case Recipient.DepartmentContact(var id) ->
                departments.find(id).map(office -> capacity(office).person());
            case Recipient.Group group -> Optional.empty();
            case Recipient.Reporter reporter -> Optional.empty();
            case Recipient.PlainGroup plainGroup -> Optional.empty();
        };
    }

    private static PersonalDigestBuilder builder(Map<String, PersonalDigestBuilder> byPerson, Capacity capacity) {
        return byPerson.computeIfAbsent(
                capacity.person(), person -> new PersonalDigestBuilder(person, capacity.delivery()));
    }

    /** All with an account. Of those without one only the first in charge: the others are not called by telephone. */
    private List<Capacity> capacities(Owner owner, LocalDate today) {
        List<Post> holders = ownerResolver.holders(owner, today);
        if (!holders.isEmpty()) {
            return Stream.concat(
                            holders.stream().limit(1),
                            holders.stream()
                                    .skip(1)
                                    .filter(post -> !post.userId().isEmpty()))
                    .map(MorningDigestPolicy::capacity)
                    .toList();
        }
        return owner.isDesk()
                ? List.of()
                : departments.find(owner.id()).map(MorningDigestPolicy::capacity).stream()
                        .toList();
    }

    private static Capacity capacity(Post post) {
        return new Capacity(post.userId(), StaffRecipients.toPost(NoticeType.MORNING_DIGEST, post), post.spoken());
    }

    private static Capacity capacity(Department office) {
        return new Capacity(
                office.userId(), StaffRecipients.toDepartmentContact(NoticeType.MORNING_DIGEST, office), office.name());
    }

    private boolean isRecused(Capacity capacity, Ticket ticket, LocalDate today) {
        if (ticket.route().recusedArea().isEmpty()) {
            return false;
        }
        List<Post> held = new ArrayList<>(postDirectory.heldBy(capacity.userId(), today));
        if (capacity.delivery().recipient() instanceof Recipient.PostHolder(var id)) {
            postDirectory.find(id).ifPresent(held::add);
        }
        return held.stream().anyMatch(post -> StaffRecipients.isRecused(post, ticket));
    }
}
