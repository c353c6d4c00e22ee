package lianhu.app.cli;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.CountyMismatchException;
import lianhu.adapters.roster.RosterUpdate;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.MigrationFiles;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the county's files differ from the roster, and applies them. */
@Command(
        name = "roster",
        description = "县的文件和名单（地方、单位、岗位）有什么不一样；有就退出码 7；运行中也可以"
                + "  how the files differ from the roster, also while it runs; exit 7 when they do")
final class RosterCommand implements Callable<Integer> {
    private static final int DIFFERENT = 7;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Option(
            names = "--apply",
            description = {"照文件改名单；不写就只看不改", "changes the roster as the files say"})
    private boolean isApplied;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Integer call() {
        Config config = options.settings();
        County county = read(BootstrapConfig.countyOf(config));
        Path data = BootstrapConfig.dataOf(config).toAbsolutePath().normalize();
        if (!DataDirectory.isStamped(data, BootstrapConfig.countyOf(config)) && !CommandDatabase.isNamed(config)) {
            throw new StartupException("数据目录 " + data + " 里还没有数据，什么也没有做。请先启动一次网关。  Start the gateway once first.");
        }
        FieldEncryption fieldEncryption = new FieldEncryption(MasterKeyFile.read(BootstrapConfig.keyOf(config, data)));
        try (CommandDatabase database = CommandDatabase.of(config, data)) {
            Set<Integer> done = Migrations.applied(database.owner());
            if (!done.equals(MigrationFiles.versions())) {
                throw new StartupException("数据库的表不是本版本的样子，什么也没有做。请先用这个版本启动一次网关。  Start this version once first.");
            }
            return report(run(database, county, fieldEncryption));
        } catch (CountyMismatchException mismatch) {
            throw new StartupException(String.valueOf(mismatch.getMessage()));
        }
    }

    private static County read(String name) {
        System.out.println(
                "对照的文件：" + CountyFiles.folder(name).map(Path::toString).orElse("程序自带的 counties/" + name));
        return CountyFiles.of(name).read();
    }

    private Optional<RosterUpdate.Result> run(
            CommandDatabase database, County county, FieldEncryption fieldEncryption) {
        System.setProperty("io.netty.noUnsafe", "true"); // or the JVM warns between the lines of the difference
        Vertx vertx = Vertx.vertx();
        Pool pool = database.owner().pool(vertx);
        try {
            RosterUpdate update = new RosterUpdate(pool, fieldEncryption, InstantSource.system());
            return (isApplied ? update.apply(county) : update.preview(county))
                    .await()
                    .atMost(LONGEST);
        } finally {
            pool.closeAndAwait();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private int report(Optional<RosterUpdate.Result> result) {
        if (result.isEmpty()) {
            System.out.println("数据库里还没有名单：网关第一次启动会从文件导入。  The first start imports the files.");
            return 0;
        }
        result.get().lines().forEach(line -> System.out.println(line));
        System.out.println("规矩：受理台改过的比文件新，不动；文件里那一行之后又改了，就以文件为准。同一处同一种岗，文件里第几行就是第几个岗。");
        boolean isDifferent = !result.get().difference().isEmpty();
        boolean isRefused = result.get().difference().hasRefusals();
        if (isRefused) {
            System.out.println("“动不了”的不会动：先把那里的事办完、把群解绑，再来一次。");
        }
        if (isApplied) {
            System.out.println(isDifferent ? "能改的都改了，运行中的网关几秒内就用新名单。换了人的，旧的个人链接已经停用，新的在受理台“个人链接”里。" : "没有要改的。");
            return isRefused ? DIFFERENT : 0;
        }
        System.out.println(isDifferent ? "现在什么也没有改。要照文件改：./lianhu roster --apply" : "没有要改的。");
        return isDifferent ? DIFFERENT : 0;
    }
}
