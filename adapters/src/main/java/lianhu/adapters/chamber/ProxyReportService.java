package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.PlaceNameMatcher;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.Report;

/** Checks and submits proxy reports of the page and of the API. */
@Singleton
class ProxyReportService {
    private final ReportSubmission reportSubmission;
    private final PlaceNameMatcher names;
    private final InstantSource clock;

    ProxyReportService(ReportSubmission reportSubmission, Areas areas, InstantSource clock) {
        this.reportSubmission = reportSubmission;
        this.names = new PlaceNameMatcher(areas);
        this.clock = clock;
    }

    ProxyReport.CheckResult check(ProxyReport proxyReport, AreaCode here, boolean hasPhoto) {
        return proxyReport.check(names, here, hasPhoto);
    }

    /**
     * @param contact who submits it; empty for a program
     * @param source of the page or the program, with its idempotency key
     */
    Uni<Receipt> submit(
            ProxyReport proxyReport,
            AreaCode place,
            Optional<PersonDetails> contact,
            List<AttachmentId> photos,
            MessageSource source,
            Optional<Instant> occurred) {
        Instant now = clock.instant();
        return reportSubmission.submit(new Report(
                source,
                Channel.AWAY,
                source.toString(),
                place,
                new PersonDetails(
                        "",
                        proxyReport.member(),
                        PhoneNumberParser.parse(proxyReport.phone()).orElse("")),
                contact,
                proxyReport.words(),
                photos,
                occurred.orElse(now),
                now));
    }
}
