package lianhu.adapters.store.ticket;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import lianhu.adapters.sql.ContentKinds;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.sql.ReporterWaits;
import lianhu.adapters.sql.RoutingJson;
import lianhu.adapters.store.Collaborators;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Supervision;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** The current state of a ticket. The title is encrypted. */
@Entity
@Table(name = "ticket")
public class TicketRow {
    @Id
    @Column(columnDefinition = "text")
    String no = "";

    int version;

    @Column(columnDefinition = "text")
    String state = "";

    @Column(columnDefinition = "text", updatable = false)
    String kind = "";

    @Column(columnDefinition = "text", updatable = false)
    String category = "";

    @Column(columnDefinition = "text", updatable = false)
    String urgency = "";

    @Column(columnDefinition = "text", updatable = false)
    String area = "";

    @Column(columnDefinition = "text", updatable = false)
    String confidentiality = "";

    @Column(updatable = false)
    boolean drill;

    @Column(name = "owner_type", columnDefinition = "text")
    String ownerType = "";

    @Column(name = "owner_id", columnDefinition = "text")
    String ownerId = "";

    @Column(name = "owner_name", columnDefinition = "text")
    String ownerName = "";

    /** Read from {@code ticket_collaborator}, which {@link PgTickets} writes. */
    @Formula(Collaborators.OF_THIS)
    String collaborators = "[]";

    // Two casts: with a cast to jsonb alone, the client would send a JSON string.
    @ColumnTransformer(read = "cast(route as text)", write = "cast(cast(? as text) as jsonb)")
    @Column(columnDefinition = "jsonb", updatable = false)
    String route = "";

    int dispatches;
    int reopenings;
    boolean acknowledged;

    @Column(name = "merged_into", columnDefinition = "text")
    @Nullable
    String mergedInto;

    @Column(name = "received_at", updatable = false)
    Instant receivedAt = Instant.EPOCH;

    @Column(name = "changed_at")
    Instant changedAt = Instant.EPOCH;

    Instant due = Instant.EPOCH;

    @Column(name = "extension_until")
    @Nullable
    Instant extensionUntil;

    int extensions;

    int questions;

    /** Working time. */
    @Column(name = "waited_seconds")
    long waitedSeconds;

    @Column(name = "wait_from", columnDefinition = "text")
    @Nullable
    String waitFrom;

    @Column(name = "wait_since")
    @Nullable
    Instant waitSince;

    @Column(name = "wait_until")
    @Nullable
    Instant waitUntil;

    int rejections;

    @Column(name = "reply_due")
    @Nullable
    Instant replyDue;

    boolean replied;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(columnDefinition = "text")
    String erased = "";

    @Column(columnDefinition = "bytea", updatable = false)
    byte[] title = {};

    Ticket ticket() {
        return new Ticket(
                new TicketNo(no),
                version,
                State.valueOf(state),
                RequestKind.valueOf(kind),
                category,
                Urgency.valueOf(urgency),
                new AreaCode(area),
                Confidentiality.valueOf(confidentiality),
                drill,
                new Owner(OwnerType.valueOf(ownerType), ownerId, ownerName),
                RoutingJson.owners(collaborators),
                RoutingJson.route(route),
                dispatches,
                reopenings,
                acknowledged,
                Optional.ofNullable(mergedInto).map(TicketNo::new),
                receivedAt,
                changedAt,
                due,
                Optional.ofNullable(extensionUntil),
                extensions,
                ReporterWaits.of(questions, waitedSeconds, waitFrom, waitSince, waitUntil),
                rejections,
                Optional.ofNullable(replyDue).map(at -> new Supervision(at, replied)),
                ContentKinds.read(erased));
    }

    /** Copies the fields that events can change. */
    void update(Ticket after) {
        version = after.version();
        state = after.state().name();
        ownerType = after.owner().type().name();
        ownerId = after.owner().id();
        ownerName = after.owner().name();
        dispatches = after.dispatches();
        reopenings = after.reopenings();
        acknowledged = after.isAcknowledged();
        mergedInto = after.mergedInto().map(TicketNo::value).orElse(null);
        changedAt = PgTimestamps.truncate(after.changedAt());
        due = PgTimestamps.truncate(after.due());
        extensionUntil = after.extensionUntil().map(PgTimestamps::truncate).orElse(null);
        extensions = after.extensions();
        questions = after.reporterWait().questions();
        waitedSeconds = after.reporterWait().time().toSeconds();
        waitFrom =
                after.reporterWait().current().map(wait -> wait.from().name()).orElse(null);
        waitSince = after.reporterWait()
                .current()
                .map(wait -> PgTimestamps.truncate(wait.since()))
                .orElse(null);
        waitUntil = after.reporterWait()
                .current()
                .map(wait -> PgTimestamps.truncate(wait.until()))
                .orElse(null);
        rejections = after.rejections();
        replyDue = after.supervision()
                .map(one -> PgTimestamps.truncate(one.replyDue()))
                .orElse(null);
        replied = after.supervision().map(Supervision::isAnswered).orElse(false);
        endedAt = endedAt(after.state());
        erased = ContentKinds.write(after.erased());
    }

    /** Its terms run from here: a reopened ticket has no end, and a later event of an ended one does not move it. */
    private @Nullable Instant endedAt(State now) {
        return switch (now) {
            case CLOSED, WITHDRAWN -> endedAt == null ? changedAt : endedAt;
            case TRIAGED,
                    DISPATCHED,
                    RETURN_REVIEW,
                    ADJUDICATING,
                    ACCEPTED,
                    WAITING_REPORTER,
                    EXTENSION_REVIEW,
                    RESULT_SUBMITTED,
                    FEEDBACK_DUE,
                    MERGED -> null;
        };
    }
}
