package lianhu.app;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import lianhu.app.boot.AppSettings;
import lianhu.app.boot.BootstrapSecrets;
import lianhu.app.boot.PublicUrl;
import lianhu.app.demo.DemoSeeder;
import lianhu.app.flow.OutboxRunner;
import lianhu.app.jobs.CustomerGroupJob;
import lianhu.app.jobs.KfPollJob;
import org.jboss.logging.Logger;

/** Opens the house: seeds the demonstration, lets the outbox begin, and says where to go. */
@ApplicationScoped
class ApplicationStartup {
    private static final Logger LOG = Logger.getLogger(ApplicationStartup.class);

    private final DemoSeeder seeds;
    private final OutboxRunner outboxRunner;
    private final CustomerGroupJob customers;
    private final KfPollJob care;
    private final Scheduler clocks;
    private final BootstrapSecrets secrets;
    private final PublicUrl url;
    private final AppSettings settings;

    ApplicationStartup(
            DemoSeeder seeds,
            OutboxRunner outboxRunner,
            CustomerGroupJob customers,
            KfPollJob care,
            Scheduler clocks,
            BootstrapSecrets secrets,
            PublicUrl url,
            AppSettings settings) {
        this.seeds = seeds;
        this.outboxRunner = outboxRunner;
        this.customers = customers;
        this.care = care;
        this.clocks = clocks;
        this.secrets = secrets;
        this.url = url;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        secrets.ensureAdminKey();
        seeds.seedOnce();
        customers.start();
        care.start();
        // Before the roster is there, or where the settings stop the start, no clock ticks.
        clocks.resume();
        outboxRunner.start().subscribe().with(done -> {}, e -> LOG.error("the outbox does not start", e));
    }

    void announce(@ObservesAsync HttpServerStart event) {
        StringBuilder lines = new StringBuilder();
        if (settings.demo()) {
            lines.append("┃ 演示，不可上线：这里的人、群和事都是编的，密钥是公开的。\n");
        }
        lines.append("可以用了: ").append(url.value());
        System.out.println(lines);
    }
}
