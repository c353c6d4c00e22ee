package lianhu.adapters.roster;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.area.Areas;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Departments;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the roster's ports as beans. The roster is loaded before other beans start, since most of them read it. */
@Singleton
final class RosterProducers {
    private static final int PRIORITY_FIRST = 10;

    @Produces
    @Singleton
    PgRoster roster(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        return new PgRoster(pool, fieldEncryption, clock);
    }

    void dispose(@Disposes PgRoster roster) {
        roster.close();
    }

    /** Before the connection pool closes, which would look like a database that is away. */
    void stop(@Observes ShutdownEvent event, PgRoster roster) {
        roster.close();
    }

    void start(
            @Observes @Priority(PRIORITY_FIRST) StartupEvent event,
            PgRoster roster,
            County county,
            @ConfigProperty(name = "lianhu.demo", defaultValue = "false") boolean isDemonstration) {
        roster.start(county, isDemonstration);
    }

    @Produces
    @Singleton
    Areas areas(PgRoster roster) {
        return roster.areas();
    }

    @Produces
    @Singleton
    PostDirectory posts(PgRoster roster) {
        return roster.posts();
    }

    @Produces
    @Singleton
    Departments departments(PgRoster roster) {
        return roster.departments();
    }

    @Produces
    @Singleton
    GroupBindings bindings(PgRoster roster) {
        return roster.bindings();
    }

    @Produces
    @Singleton
    PersonalLinkTokens personalLinks(PgRoster roster) {
        return roster.personalLinks();
    }
}
