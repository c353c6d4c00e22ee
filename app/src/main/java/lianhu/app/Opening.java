package lianhu.app;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/** Opens the house: seeds the demonstration, lets the outbox begin, and says where to go. */
@ApplicationScoped
class Opening {
    private static final Logger LOG = Logger.getLogger(Opening.class);

    private final SeedsAtStart seeds;
    private final Outgoing outgoing;
    private final CustomerClock customers;
    private final CareClock care;
    private final Scheduler clocks;
    private final FirstSecrets secrets;
    private final PublicUrl url;
    private final AppSettings settings;

    Opening(
            SeedsAtStart seeds,
            Outgoing outgoing,
            CustomerClock customers,
            CareClock care,
            Scheduler clocks,
            FirstSecrets secrets,
            PublicUrl url,
            AppSettings settings) {
        this.seeds = seeds;
        this.outgoing = outgoing;
        this.customers = customers;
        this.care = care;
        this.clocks = clocks;
        this.secrets = secrets;
        this.url = url;
        this.settings = settings;
    }

    void begin(@Observes StartupEvent event) {
        secrets.ensureAdminKey();
        seeds.sowOnce();
        customers.begin();
        care.begin();
        // Before the roster is there, or where the settings stop the start, no clock ticks.
        clocks.resume();
        outgoing.start().subscribe().with(done -> {}, e -> LOG.error("the outbox does not start", e));
    }

    void say(@ObservesAsync HttpServerStart event) {
        StringBuilder lines = new StringBuilder();
        if (settings.demonstration()) {
            lines.append("┃ 演示，不可上线：这里的人、群和事都是编的，密钥是公开的。\n");
        }
        lines.append("可以用了: ").append(url.value());
        System.out.println(lines);
    }
}
