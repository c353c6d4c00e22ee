package lianhu.app.jobs;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.PgRoster;
import lianhu.adapters.sms.SmsStatistics;
import lianhu.adapters.speech.SpeechStatistics;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.app.boot.AppSettings;
import lianhu.app.flow.BoundedReportSubmission;
import lianhu.app.flow.OutboxRunner;
import lianhu.app.maintenance.BackupWriter;
import lianhu.app.speech.TranscriptionSetup;
import lianhu.app.telephony.TelephonyService;
import lianhu.core.query.SystemStatus;
import lianhu.core.query.SystemStatus.DatabaseCounts;
import lianhu.core.query.SystemStatusReader;
import lianhu.core.sms.SmsAvailability;

/** Collects the status of the database, Redis, the telephone, the outboxes, the jobs and the backup. */
@ApplicationScoped
class SystemStatusCollector implements SystemStatusReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM ticket WHERE queue_order < 3 AND due < $1 AND confidentiality <> 'SEALED' AND NOT drill),
              (SELECT count(*) FROM delivery d WHERE d.state IN ('UNKNOWN', 'CANNOT')
                AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.no = d.ticket_no AND (t.confidentiality = 'SEALED' OR t.drill)))""";

    private final Pool pool;
    private final Redis redis;
    private final OutboxRunner outboxRunner;
    private final JobRunner jobRunner;
    private final TelephonyService telephonyService;
    private final FieldEncryption fieldEncryption;
    private final BoundedReportSubmission reportSubmission;
    private final FormRateLimiter formRateLimiter;
    private final PgRoster roster;
    private final SmsAvailability smsAvailability;
    private final SmsStatistics smsStatistics;
    private final TranscriptionSetup transcription;
    private final SpeechStatistics speechStatistics;
    private final Path data;
    private final InstantSource clock;

    SystemStatusCollector(
            Pool pool,
            Redis redis,
            OutboxRunner outboxRunner,
            JobRunner jobRunner,
            TelephonyService telephonyService,
            FieldEncryption fieldEncryption,
            BoundedReportSubmission reportSubmission,
            FormRateLimiter formRateLimiter,
            PgRoster roster,
            SmsAvailability smsAvailability,
            SmsStatistics smsStatistics,
            TranscriptionSetup transcription,
            SpeechStatistics speechStatistics,
            AppSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.pool = pool;
        this.redis = redis;
        this.outboxRunner = outboxRunner;
        this.jobRunner = jobRunner;
        this.telephonyService = telephonyService;
        this.fieldEncryption = fieldEncryption;
        this.reportSubmission = reportSubmission;
        this.formRateLimiter = formRateLimiter;
        this.roster = roster;
        this.smsAvailability = smsAvailability;
        this.smsStatistics = smsStatistics;
        this.transcription = transcription;
        this.speechStatistics = speechStatistics;
        FunctionCounter.builder("lianhu.rows.unreadable", fieldEncryption, FieldEncryption::unreadable)
                .description("reads of stored values and rows that failed: another key, damage, or a newer version")
                .register(meters);
        FunctionCounter.builder("lianhu.forms.refused", formRateLimiter, FormRateLimiter::refusedForms)
                .description("forms of the public pages that their limits refused")
                .register(meters);
        this.data = Path.of(settings.dataDir());
        this.clock = clock;
    }

    @Override
    public Uni<SystemStatus> read() {
        Instant now = clock.instant();
        return Uni.combine()
                .all()
                .unis(databaseCounts(now), isRedisUp())
                .asTuple()
                .map(answers -> new SystemStatus(
                        now,
                        answers.getItem1(),
                        answers.getItem2(),
                        telephonyService.status(),
                        outboxRunner.statuses(),
                        jobRunner.statuses(),
                        lastBackup(),
                        fieldEncryption.unreadable(),
                        reportSubmission.refused(),
                        formRateLimiter.refusedForms(),
                        roster.unreadable(),
                        Optional.of(smsStatistics.status()).filter(status -> smsAvailability.isConfigured()),
                        transcription.service().map(service -> speechStatistics.status())));
    }

    private Uni<Optional<DatabaseCounts>> databaseCounts(Instant now) {
        return pool.preparedQuery(COUNTS)
                .execute(Tuple.of(PgTimestamps.toOffsetDateTime(now)))
                .map(rows -> rows.iterator().next())
                .map(row -> Optional.of(new DatabaseCounts(row.getLong(0), row.getLong(1))))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<Boolean> isRedisUp() {
        return redis.send(Request.cmd(Command.PING))
                .map(pong -> true)
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithItem(false);
    }

    private Optional<Instant> lastBackup() {
        try {
            return Optional.of(Instant.parse(
                    Files.readString(data.resolve(BackupWriter.LAST)).strip()));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
