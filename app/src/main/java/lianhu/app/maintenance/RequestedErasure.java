package lianhu.app.maintenance;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.store.retention.PgErasures;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.core.report.ReceiptNo;
import lianhu.core.retention.ErasureRequest;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;

/** Erases one matter on request, with or without a running gateway. The files are deleted by the gateway's job. */
public final class RequestedErasure {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Config config;
    private final Path data;
    private final InstantSource clock;

    public RequestedErasure(Config config, Path data, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.data = DataDirectory.claim(data, BootstrapConfig.countyOf(config)).path();
    }

    /**
     * Returns a message for the operator.
     *
     * @throws StartupException with the reason of a refusal; nothing was erased
     */
    public String run(ReceiptNo receipt, ErasureRequest request) {
        County county = CountyFiles.of(BootstrapConfig.countyOf(config)).read();
        FieldEncryption fieldEncryption = new FieldEncryption(MasterKeyFile.read(BootstrapConfig.keyOf(config, data)));
        try (CommandDatabase database = CommandDatabase.of(config, data)) {
            return switch (erase(database.owner(), fieldEncryption, county, receipt, request)) {
                case PgErasures.Outcome.Erased erased -> """
                    %s 的原话、姓名电话已删除（%d 个受理号）；照片和语音文件由网关在一分钟内从磁盘删掉，网关停着就在下次启动后删。
                    以前做的备份里还有：它们销毁以前，请另外登记这个受理号；恢复了旧备份，要再运行一次。
                    Erased. Backups made earlier still hold it.\
                    """.formatted(erased.ticket(), erased.receipts());
                case PgErasures.Outcome.Rejected rejected ->
                    throw new StartupException(rejected.why() + "  Nothing was erased.");
                case PgErasures.Outcome.NotFound notFound ->
                    throw new StartupException("没有这个受理号。请核对号码和 --data、--county。  There is no such receipt.");
            };
        }
    }

    private PgErasures.Outcome erase(
            JdbcConnections login,
            FieldEncryption fieldEncryption,
            County county,
            ReceiptNo receipt,
            ErasureRequest request) {
        Vertx vertx = Vertx.vertx();
        try {
            PgErasures erasures = new PgErasures(
                    login.pool(vertx),
                    fieldEncryption,
                    county.catalogue(),
                    county.profile().retention(),
                    clock);
            return erasures.erase(receipt, request).await().atMost(TIMEOUT);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
