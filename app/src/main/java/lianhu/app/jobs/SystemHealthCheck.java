package lianhu.app.jobs;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import lianhu.core.query.SystemStatus;
import lianhu.core.query.SystemStatusReader;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Reports whether every part works, at {@code /q/health/well}. It says more than readiness, which only asks whether a
 * report can be stored.
 */
@Wellness
@ApplicationScoped
class SystemHealthCheck implements AsyncHealthCheck {
    private final SystemStatusReader reader;

    SystemHealthCheck(SystemStatusReader reader) {
        this.reader = reader;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return reader.read().map(SystemHealthCheck::response);
    }

    private static HealthCheckResponse response(SystemStatus status) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("parts")
                .status(status.isHealthy())
                .withData("database", status.database().isPresent() ? "up" : "down")
                .withData("redis", status.isRedisUp() ? "up" : "down");
        status.telephone()
                .ifPresent(telephone -> response.withData("telephone", telephone.isHealthy() ? "up" : "down"));
        status.sms().ifPresent(sms -> response.withData("sms", sms.isWorking() ? "up" : "down"));
        status.speech().ifPresent(speech -> response.withData("speech", speech.isWorking() ? "up" : "down"));
        status.outboxes()
                .forEach(outbox -> response.withData(
                        "outbox-" + outbox.priority().name().toLowerCase(Locale.ROOT),
                        outbox.isHealthy() ? "up" : "down"));
        status.jobs().forEach(job -> response.withData("job-" + job.name(), job.isHealthy() ? "up" : "down"));
        response.withData(
                "roster",
                status.unreadableContacts().isEmpty()
                        ? "up"
                        : "unreadable: " + String.join("、", status.unreadableContacts()));
        return response.build();
    }
}
