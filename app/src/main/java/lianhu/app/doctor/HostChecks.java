package lianhu.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.app.maintenance.BackupWriter;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.EmbeddedException;
import org.eclipse.microprofile.config.Config;

/** Checks this machine: the data directory, the key, the last backup, the AOT cache. */
final class HostChecks {
    private static final long MB = 1024 * 1024;

    /** Below this space PostgreSQL soon cannot write. */
    private static final long MIN_SPACE = 256 * MB;

    /** The space of some weeks of a county with photos. */
    private static final long LOW_SPACE = 4096 * MB;

    private static final Duration BACKUP_DUE = Duration.ofDays(7);
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Config config;
    private final Path data;
    private final InstantSource clock;

    HostChecks(Config config, Path data, InstantSource clock) {
        this.config = config;
        this.data = data;
        this.clock = clock;
    }

    Stream<DiagnosticResult> all() {
        if (!Files.isDirectory(data)) {
            return Stream.of(
                    DiagnosticResult.warning("数据目录 " + data + " 还不存在", "第一次启动会建；如果早就在用，请用 --data 指对目录"), cache());
        }
        return Stream.of(directory(), room(), key(), backup(), cache());
    }

    private DiagnosticResult directory() {
        try {
            if (!DataDirectory.isStamped(data, BootstrapConfig.countyOf(config))) {
                return DiagnosticResult.warning("数据目录 " + data + " 里还没有这个县的数据", "第一次启动会建；如果早就在用，请用 --data 指对目录");
            }
        } catch (EmbeddedException refused) {
            return DiagnosticResult.error(refused);
        }
        if (!Files.isWritable(data)) {
            return DiagnosticResult.error("数据目录 " + data + " 写不进去", "请用运行网关的那个用户来检查；还是这样，就改好目录的属主和权限");
        }
        return DiagnosticResult.ok("数据目录 " + data + "，属于 " + BootstrapConfig.countyOf(config));
    }

    private DiagnosticResult room() {
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            String what = "磁盘还有 " + free / MB + " MB";
            return free < MIN_SPACE
                    ? DiagnosticResult.error(what, "马上腾出空间，再少就收不下诉求了")
                    : free < LOW_SPACE ? DiagnosticResult.warning(what, "请安排扩容，或把旧备份移走") : DiagnosticResult.ok(what);
        } catch (IOException e) {
            return DiagnosticResult.warning("看不到磁盘还有多少空间", "请用 df 看一下");
        }
    }

    private DiagnosticResult key() {
        Path file = BootstrapConfig.keyOf(config, data);
        if (!Files.exists(file)) {
            return Files.exists(data.resolve("county"))
                    ? DiagnosticResult.error("密钥文件 " + file + " 不见了", "没有它，谁也读不出存下的姓名和原话：请从抄存的那一份放回，再启动")
                    : DiagnosticResult.warning("还没有密钥文件 " + file, "第一次启动会做");
        }
        try {
            KeyRing keys = MasterKeyFile.read(file);
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                return DiagnosticResult.error("密钥文件 " + file + " 别的用户也能读", "chmod 600 " + file);
            }
            if (keys.isRotating()) {
                return DiagnosticResult.warning("换密钥没有走完，新旧两把并存（数据都读得出）", "./lianhu rotate-key，照它说的做；走完才能去掉旧的");
            }
            return DiagnosticResult.ok("密钥文件完好，只有属主能读（另外抄存了吗？）");
        } catch (StartupException startupException) {
            return DiagnosticResult.error(startupException);
        } catch (IOException | UnsupportedOperationException e) {
            return DiagnosticResult.warning("看不到密钥文件 " + file + " 的权限", "它应当只有运行网关的用户能读");
        }
    }

    private DiagnosticResult backup() {
        String todo = "./lianhu backup 文件名（运行中也可以），并把密钥另外抄存";
        try {
            Path noted = data.resolve(BackupWriter.LAST);
            if (!Files.exists(noted)) {
                return Files.exists(data.resolve("county"))
                        ? DiagnosticResult.warning("还没有用 backup 做过备份", todo)
                        : DiagnosticResult.ok("还没有数据，不用备份");
            }
            Duration age =
                    Duration.between(Instant.parse(Files.readString(noted).strip()), clock.instant());
            String what = "上一次备份在 " + age.toDays() + " 天 " + age.toHoursPart() + " 小时前";
            return age.compareTo(BACKUP_DUE) > 0 ? DiagnosticResult.warning(what, todo) : DiagnosticResult.ok(what);
        } catch (IOException | DateTimeParseException e) {
            return DiagnosticResult.warning("看不到上一次备份是什么时候", todo);
        }
    }

    /** The cache is in the folder of the program. */
    private static DiagnosticResult cache() {
        Path jar = Path.of(System.getProperty("java.class.path", "").split(":", 2)[0]);
        return Files.exists(jar.resolveSibling("app.aot"))
                ? DiagnosticResult.ok("启动缓存已做好")
                : DiagnosticResult.ok("没有启动缓存，启动多用几秒，别的不受影响");
    }
}
