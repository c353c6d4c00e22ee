package lianhu.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.app.maintenance.BackupManifest;
import lianhu.app.maintenance.BackupWriter;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes everything except the key into one file, also while the gateway runs. */
@Command(
        name = "backup",
        description = "备份到一个文件（运行中也可以），密钥不在内  everything but the key into one file, also while it runs")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private FileParameter file = new FileParameter();

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Integer call() throws Exception {
        Config config = options.settings();
        Path data = BootstrapConfig.dataOf(config);
        if (!Files.exists(data.resolve("county"))) {
            throw new StartupException("目录 " + data + " 里还没有数据，没有什么可备份。请用 --data 指对目录。  Nothing to back up there.");
        }
        String county = BootstrapConfig.countyOf(config);
        data = DataDirectory.claim(data, county).path();
        KeyRing keys = MasterKeyFile.read(BootstrapConfig.keyOf(config, data));
        try (CommandDatabase reached = CommandDatabase.of(config, data)) {
            BackupManifest manifest =
                    new BackupWriter(reached.backup(), data, Clock.systemUTC()).write(file.path(), county, keys);
            Files.writeString(data.resolve(BackupWriter.LAST), manifest.madeAt() + "\n");
            System.out.println("""
                    已备份到 %s（%d 条工单，%d 条受理记录）。
                    密钥不在里面：请把 %s 另外抄存，和备份分开放；没有它，备份里的姓名和原话谁也读不出。
                    The key is not in the backup. Keep it elsewhere.""".formatted(
                            file.path(),
                            manifest.rows().getOrDefault("ticket", 0L),
                            manifest.rows().getOrDefault("report", 0L),
                            BootstrapConfig.keyOf(config, data)));
        }
        return 0;
    }
}
