package lianhu.adapters.roster;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lianhu.adapters.county.County;
import lianhu.adapters.county.RoleTitles;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.Areas;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Departments;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The roster in memory: reads are free and never wait. The database is authoritative. A change by another instance is
 * visible within {@link #POLL_INTERVAL}, a change by this instance immediately.
 */
public final class PgRoster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PgRoster.class);
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final Pool pool;
    private final RosterRepository tables;
    private final AtomicReference<@Nullable RosterSnapshot> current = new AtomicReference<>();
    private final Areas areas = new CachedAreas(this);
    private final PostDirectory postDirectory = new CachedPosts(this);
    private final Departments departments = new CachedDepartments(this);
    private final PgGroupBindings bindings;
    private final PersonalLinkTokens personalLinkTokens;
    private @Nullable Cancellable polling;
    private volatile boolean isStale;

    public PgRoster(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.pool = pool;
        this.tables = new RosterRepository(pool, fieldEncryption, RoleTitles.DEFAULT);
        this.bindings = new PgGroupBindings(this, pool, fieldEncryption, clock);
        this.personalLinkTokens = new PersonalLinkTokens(this, clock);
    }

    /**
     * Imports the county into an empty database and loads the roster. Blocks; called once, on the main thread.
     *
     * @param isDemonstration whether to import the groups of the demonstration
     * @throws CountyMismatchException when the database is another county's
     */
    public void start(County county, boolean isDemonstration) {
        tables.importIfEmpty(county, isDemonstration)
                .chain(this::refresh)
                .await()
                .atMost(START_TIMEOUT);
        List<String> lost = county.catalogue().categories().stream()
                .map(category -> category.owner().id())
                .filter(id -> county.departments().stream()
                        .anyMatch(known -> known.id().equals(id)))
                .filter(id -> departments.find(id).isEmpty())
                .distinct()
                .toList();
        if (!lost.isEmpty()) {
            LOG.warnf("派单目录里的单位不在数据库里，它们的事会到受理台：%s", String.join("、", lost));
        }
        polling = Multi.createFrom()
                .ticks()
                .every(POLL_INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> poll())
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.errorf(
                                "the roster is no longer refreshed: %s",
                                failure.getClass().getName()));
    }

    public Areas areas() {
        return areas;
    }

    public PostDirectory posts() {
        return postDirectory;
    }

    public Departments departments() {
        return departments;
    }

    public GroupBindings bindings() {
        return bindings;
    }

    public PersonalLinkTokens personalLinks() {
        return personalLinkTokens;
    }

    /** The posts, departments and groups whose contact cannot be read, in words; nobody is reached by them. */
    public List<String> unreadable() {
        return snapshot().unreadable;
    }

    @Override
    public void close() {
        if (polling != null) {
            polling.cancel();
            polling = null;
        }
    }

    boolean isPolling() {
        return polling != null;
    }

    RosterSnapshot snapshot() {
        RosterSnapshot rosterSnapshot = current.get();
        if (rosterSnapshot == null) {
            throw new IllegalStateException("the roster was not started");
        }
        return rosterSnapshot;
    }

    /** Loads the roster again. A late result with an older version is ignored. */
    public Uni<Void> refresh() {
        return tables.load()
                .invoke(read -> current.accumulateAndGet(
                        read,
                        (held, other) -> held == null || other == null || held.version <= other.version ? other : held))
                .replaceWithVoid();
    }

    /** Keeps the last snapshot while the database is unavailable, and logs that once. */
    private Uni<Void> poll() {
        return tables.version()
                .chain(version ->
                        version == snapshot().version ? Uni.createFrom().voidItem() : refresh())
                .invoke(() -> isStale = false)
                .onFailure()
                .recoverWithUni(failure -> {
                    if (!isStale) {
                        LOG.warn("the roster cannot be polled; the last snapshot stays in use", failure);
                    }
                    isStale = true;
                    return Uni.createFrom().voidItem();
                });
    }

    /** Returns a new personal link for this post and invalidates the old one. */
    Uni<Optional<String>> renew(PostId post) {
        return pool.preparedQuery("UPDATE post SET link_version = link_version + 1 WHERE id = $1")
                .execute(Tuple.of(post.value()))
                .chain(this::refresh)
                .map(done -> personalLinkTokens.linkOf(post));
    }
}
