package lianhu.app.boot;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.county.County;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.PgRoster;
import lianhu.adapters.roster.RosterUpdate;
import lianhu.core.roster.CountyFileComparison;
import lianhu.core.roster.RosterEditor;
import org.jboss.logging.Logger;

/** Reads the county's files again, as {@code ./lianhu roster} does; they may have changed since the start. */
@ApplicationScoped
class DiskCountyComparison implements CountyFileComparison {
    private static final Logger LOG = Logger.getLogger(DiskCountyComparison.class);

    private final String county;
    private final PgRoster roster;
    private final RosterUpdate update;

    DiskCountyComparison(
            AppSettings settings, Pool pool, FieldEncryption fieldEncryption, PgRoster roster, InstantSource clock) {
        this.county = settings.county();
        this.roster = roster;
        this.update = new RosterUpdate(pool, fieldEncryption, clock);
    }

    @Override
    public Uni<Result> compare() {
        return with(update::preview);
    }

    @Override
    public Uni<Result> apply(String fingerprint, RosterEditor.Editor editor) {
        return with(files -> update.applyIf(files, shown -> shown.fingerprint().equals(fingerprint)))
                .call(result ->
                        result.isApplied() ? roster.refresh() : Uni.createFrom().voidItem())
                .invoke(result -> {
                    if (result.isApplied()) {
                        LOG.infof("%s applied the county's files to the roster", editor.id());
                    }
                });
    }

    /** Reading and checking a whole folder takes a second or more. */
    private Uni<Result> with(Function<County, Uni<Optional<RosterUpdate.Result>>> work) {
        String files = CountyFiles.folder(county).map(Path::toString).orElse("程序自带的 counties/" + county);
        return Uni.createFrom()
                .item(() -> CountyFiles.of(county).read())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(folder -> work.apply(folder))
                .map(result -> result.map(one -> new Result(
                                files,
                                "",
                                one.entries(),
                                one.fingerprint(),
                                !one.difference().isEmpty(),
                                one.isApplied()))
                        .orElseThrow(() -> new IllegalStateException("the roster was never imported")))
                .onFailure(InvalidCountyException.class)
                .recoverWithItem(invalid ->
                        new Result(files, String.valueOf(invalid.getMessage()), List.of(), "", false, false));
    }
}
