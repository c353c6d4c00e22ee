package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.Typed;
import lianhu.core.Receipt;
import lianhu.core.Reports;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.PlaceNames;
import lianhu.core.report.Channel;
import lianhu.core.report.PhotoId;
import lianhu.core.report.Report;
import lianhu.core.report.Source;
import lianhu.core.report.Speaker;

/** The one road of both doors: an errand that is whole becomes a report. */
@Singleton
class Errands {
    private final Reports reports;
    private final PlaceNames names;
    private final InstantSource clock;

    Errands(Reports reports, Areas areas, InstantSource clock) {
        this.reports = reports;
        this.names = new PlaceNames(areas);
        this.clock = clock;
    }

    Errand.Checked check(Errand errand, AreaCode here, boolean hasPhoto) {
        return errand.check(names, here, hasPhoto);
    }

    /**
     * @param contact who tells it; empty when a program does
     * @param key the same again is the same errand
     */
    Uni<Receipt> send(
            Errand errand,
            AreaCode place,
            AreaCode grid,
            Optional<Speaker> contact,
            List<PhotoId> photos,
            String key,
            Optional<Instant> occurred) {
        Instant now = clock.instant();
        return reports.send(new Report(
                new Source("chamber", grid.value(), key),
                Channel.AWAY,
                "chamber:" + key,
                place,
                new Speaker("", errand.member(), Typed.phone(errand.phone()).orElse("")),
                contact,
                errand.words(),
                photos,
                occurred.orElse(now),
                now));
    }
}
