package lianhu.adapters.store.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.personsearch.PersonSearch;
import lianhu.core.retention.RetentionTerms;

/** Deletes what is kept about conversations beside tickets. Wrong digits of a phone number have a job of their own. */
@ApplicationScoped
public class ConversationCleanup {
    /** They count against a group for minutes. */
    private static final Duration FAILURES = Duration.ofDays(1);

    /** A day and the zones of the clock. */
    private static final Duration SMS_COUNTS = Duration.ofDays(2);

    private static final String DELETE_SESSIONS =
            "DELETE FROM kf_session WHERE key IN (SELECT key FROM kf_session WHERE updated_at < $1 LIMIT 5000)";
    private static final String DELETE_MEDIA = "DELETE FROM pending_media WHERE expires_at < $1";
    private static final String DELETE_FAILURES = "DELETE FROM binding_failure WHERE at < $1";

    /** The count of a day is over with it. 退订 stays: without it the number would get SMS again. */
    private static final String DELETE_SMS_COUNTS =
            "DELETE FROM sms_recipient WHERE opted_out_at IS NULL AND day < $1::date";

    /** A task or a talk that nobody has settled stays: the caller waits. */
    private static final String DELETE_CALLS =
            "DELETE FROM phone_call WHERE ended_at < $1 AND (outcome <> 'CALLBACK_TASK' OR callback_result IS NOT NULL)"
                    + " AND (outcome <> 'ANSWERED' OR receipt_no IS NOT NULL OR talk_result IS NOT NULL)";

    /** Their attempts go with them. One that waits is needed, or ends within a day. */
    private static final String DELETE_OUTBOUND_CALLS =
            "DELETE FROM outbound_call WHERE created_at < $1 AND state = 'ENDED'";

    private static final String DELETE_PERSON_SEARCHES = "DELETE FROM person_search WHERE at < $1";

    private final Pool pool;
    private final RetentionTerms terms;
    private final InstantSource clock;

    public ConversationCleanup(Pool pool, RetentionTerms terms, InstantSource clock) {
        this.pool = pool;
        this.terms = terms;
        this.clock = clock;
    }

    public Uni<Void> removeExpired() {
        Instant now = clock.instant();
        Instant cutoff = now.minus(Duration.ofDays(terms.conversationDays()));
        return delete(DELETE_SESSIONS, cutoff)
                .chain(() -> delete(DELETE_MEDIA, cutoff))
                .chain(() -> delete(DELETE_CALLS, cutoff))
                .chain(() -> delete(DELETE_OUTBOUND_CALLS, cutoff))
                .chain(() -> delete(DELETE_FAILURES, now.minus(FAILURES)))
                .chain(() -> delete(DELETE_SMS_COUNTS, now.minus(SMS_COUNTS)))
                .chain(() -> delete(DELETE_PERSON_SEARCHES, now.minus(PersonSearch.KEPT)));
    }

    private Uni<Void> delete(String sql, Instant before) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(PgTimestamps.toOffsetDateTime(before)))
                .onFailure()
                .transform(PgErrors::translate)
                .replaceWithVoid();
    }
}
