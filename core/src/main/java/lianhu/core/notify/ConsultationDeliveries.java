package lianhu.core.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Departments;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketWithReceipts;

/** The deliveries of a consultation: to its parties, to who opened it, and to the leaders of those who did not come. */
@ApplicationScoped
public final class ConsultationDeliveries {
    private final OwnerResolver ownerResolver;
    private final Departments departments;
    private final PostDirectory postDirectory;
    private final StaffRecipients staffRecipients;

    public ConsultationDeliveries(OwnerResolver ownerResolver, Departments departments, PostDirectory postDirectory) {
        this.ownerResolver = ownerResolver;
        this.departments = departments;
        this.postDirectory = postDirectory;
        this.staffRecipients = new StaffRecipients(ownerResolver, departments);
    }

    public List<NewDelivery> toParties(NoticeType type, List<Owner> parties, Instant at) {
        return parties.stream()
                .flatMap(party -> staffRecipients.toOwner(type, party, at).stream())
                .toList();
    }

    /** The desk sees on its page what it opened. */
    public List<NewDelivery> toConvenor(NoticeType type, Actor convenor) {
        return switch (convenor.type()) {
            case POST ->
                postDirectory.find(new PostId(convenor.id())).map(post -> StaffRecipients.toPost(type, post)).stream()
                        .toList();
            case DEPARTMENT ->
                departments
                        .find(convenor.id())
                        .map(office -> StaffRecipients.toDepartmentContact(type, office))
                        .stream()
                        .toList();
            case DESK, GATEWAY, API, REPORTER -> List.of();
        };
    }

    public List<NewDelivery> toLeaders(List<Owner> silent, TicketWithReceipts loaded, Instant at) {
        return leaders(silent, loaded, at)
                .map(post -> StaffRecipients.toPost(NoticeType.CONSULTATION_OVERDUE, post))
                .toList();
    }

    public List<String> namesOfLeaders(List<Owner> silent, TicketWithReceipts loaded, Instant at) {
        return leaders(silent, loaded, at).map(Post::spoken).toList();
    }

    /** The nearest leaders above each; of what is not open to all only the county's. Nobody whom the matter is about. */
    private Stream<Post> leaders(List<Owner> silent, TicketWithReceipts loaded, Instant at) {
        Ticket ticket = loaded.ticket();
        boolean isOpen = ticket.confidentiality() == Confidentiality.OPEN;
        return silent.stream()
                .map(owner -> ownerResolver.leadersAbove(owner, ticket.area(), DeadlinePolicy.localDate(at)))
                .filter(levels -> !levels.isEmpty())
                .flatMap(levels -> (isOpen ? levels.getFirst() : levels.getLast()).stream())
                .distinct()
                .filter(post -> !StaffRecipients.isAbout(post, ticket, loaded.title()));
    }
}
