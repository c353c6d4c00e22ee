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
import lianhu.app.flow.TicketEventRunner;
import lianhu.app.jobs.CustomerGroupJob;
import lianhu.app.jobs.KfPollJob;
import lianhu.app.speech.TranscriptionSetup;
import lianhu.app.telephony.TelephonyService;
import lianhu.core.sms.SmsAvailability;
import org.jboss.logging.Logger;

/**
 * Starts what runs by itself: seeds the demonstration, resumes the scheduler, starts the outbox and the telephone, and prints
 * the address.
 */
@ApplicationScoped
class ApplicationStartup {
    private static final Logger LOG = Logger.getLogger(ApplicationStartup.class);

    private final DemoSeeder demoSeeder;
    private final OutboxRunner outboxRunner;
    private final TicketEventRunner ticketEventRunner;
    private final TelephonyService telephonyService;
    private final CustomerGroupJob customerGroupJob;
    private final KfPollJob kfPollJob;
    private final Scheduler scheduler;
    private final BootstrapSecrets secrets;
    private final PublicUrl url;
    private final AppSettings settings;
    private final SmsAvailability smsAvailability;
    private final TranscriptionSetup transcription;

    ApplicationStartup(
            DemoSeeder demoSeeder,
            OutboxRunner outboxRunner,
            TicketEventRunner ticketEventRunner,
            TelephonyService telephonyService,
            CustomerGroupJob customerGroupJob,
            KfPollJob kfPollJob,
            Scheduler scheduler,
            BootstrapSecrets secrets,
            PublicUrl url,
            AppSettings settings,
            SmsAvailability smsAvailability,
            TranscriptionSetup transcription) {
        this.demoSeeder = demoSeeder;
        this.outboxRunner = outboxRunner;
        this.ticketEventRunner = ticketEventRunner;
        this.telephonyService = telephonyService;
        this.customerGroupJob = customerGroupJob;
        this.kfPollJob = kfPollJob;
        this.scheduler = scheduler;
        this.secrets = secrets;
        this.url = url;
        this.settings = settings;
        // Made here, so that a wrong setting of SMS or speech stops the start.
        this.smsAvailability = smsAvailability;
        this.transcription = transcription;
    }

    void start(@Observes StartupEvent event) {
        secrets.ensureAdminKey();
        demoSeeder.seedOnce();
        customerGroupJob.start();
        kfPollJob.start();
        // No scheduled job runs before the roster is loaded, nor where a setting stops the start.
        scheduler.resume();
        outboxRunner.start().subscribe().with(done -> {}, e -> LOG.error("the outbox does not start", e));
        ticketEventRunner.start();
        telephonyService.start();
        if (!smsAvailability.isConfigured()) {
            LOG.info("no SMS service is configured: reporters with a number have to ask");
        }
        if (transcription.service().isEmpty()) {
            LOG.info("no speech server is configured: voice messages have no transcript");
        }
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
