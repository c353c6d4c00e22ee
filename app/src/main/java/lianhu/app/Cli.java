package lianhu.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lianhu.adapters.crypto.KeyRing;
import lianhu.adapters.sql.Failpoint;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.app.cli.BackupManifest;
import lianhu.app.cli.BackupRestore;
import lianhu.app.cli.BackupWriter;
import lianhu.app.cli.KeyRotation;
import lianhu.app.cli.OciImageBuilder;
import lianhu.app.cli.TableCopy;
import lianhu.app.demo.DemoAccounts;
import lianhu.app.doctor.DiagnosticResult;
import lianhu.app.doctor.Doctor;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;

/** What the program does besides running: each ends by itself. */
final class Cli {
    private static final String FILE = "文件";

    /** Each with its words, as a person may type them. */
    private static final List<List<String>> USAGES = List.of(
            List.of("backup", FILE),
            List.of("restore", FILE),
            List.of("doctor"),
            List.of("image", FILE, FILE, FILE, FILE),
            List.of("rekey"),
            List.of("rekey", KeyRotation.NEW_LINKS),
            List.of("rekey", KeyRotation.RESTARTED));

    private static final int WRONG_USAGE = 2;

    /** What the launcher gives as well: something must be put right. */
    private static final int PROBLEMS_FOUND = 6;

    /** Signs of a county in a directory; a key put there beforehand, or the launcher's logs, are none. */
    private static final Set<String> OF_A_COUNTY = Set.of("county", "postgres", "redis", "photos", "desk-password");

    /** Returns the exit code. */
    static int run(Config config, String... words) throws Exception {
        if (USAGES.stream().noneMatch(use -> matches(use, words))) {
            System.err.println((USAGES.stream().anyMatch(use -> use.getFirst().equals(words[0]))
                            ? words[0] + " 后面的词不对"
                            : "没有这个命令：" + words[0])
                    + "。可以是："
                    + USAGES.stream().map(use -> String.join(" ", use)).collect(Collectors.joining("、"))
                    + "；什么都不写就是启动网关。  Wrong usage; nothing was done.");
            return WRONG_USAGE;
        }
        switch (words[0]) {
            case "backup" -> backup(config, file(words[1]));
            case "restore" -> restore(config, file(words[1]));
            case "doctor" -> {
                return doctor(config);
            }
            case "image" ->
                print("镜像可用于："
                        + String.join(
                                "、", OciImageBuilder.write(file(words[1]), file(words[2]), file(words[3]), words[4])));
            case "rekey" -> print(new KeyRotation(config).run(words.length > 1 ? words[1] : ""));
            default -> throw new IllegalArgumentException(words[0]);
        }
        return 0;
    }

    private static boolean matches(List<String> use, String... words) {
        return use.size() == words.length
                && IntStream.range(0, words.length)
                        .allMatch(i -> use.get(i).equals(FILE) || use.get(i).equals(words[i]));
    }

    private static Path file(String word) {
        if (word.isBlank()) {
            throw new StartupException("文件名是空的。  The name of the file is empty.");
        }
        return Path.of(word);
    }

    private static int doctor(Config config) {
        if (BootstrapConfig.isDemonstration(config)) {
            DemoAccounts.set();
        }
        Path data = BootstrapConfig.dataOf(config).toAbsolutePath().normalize();
        Map<DiagnosticResult.Severity, Integer> counts =
                new Doctor(config, data, Clock.systemUTC()).examine(line -> System.out.println(line));
        int bad = counts.getOrDefault(DiagnosticResult.Severity.ERROR, 0);
        print((bad == 0 ? "没有必须马上处理的" : "有 " + bad + " 处必须处理（✗）") + "，"
                + counts.getOrDefault(DiagnosticResult.Severity.WARNING, 0) + " 处请留意（⚠），"
                + counts.getOrDefault(DiagnosticResult.Severity.OK, 0) + " 处正常。");
        return bad == 0 ? 0 : PROBLEMS_FOUND;
    }

    private static void backup(Config config, Path file) throws Exception {
        Path data = BootstrapConfig.dataOf(config);
        if (!Files.exists(data.resolve("county"))) {
            throw new StartupException("目录 " + data + " 里还没有数据，没有什么可备份。请用 --data 指对目录。  Nothing to back up there.");
        }
        data = DataDirectory.claim(data, BootstrapConfig.countyOf(config)).path();
        KeyRing keys = MasterKeyFile.read(BootstrapConfig.keyOf(config, data));
        try (CommandDatabase reached = CommandDatabase.of(config, data)) {
            BackupManifest sheet = new BackupWriter(reached.connections(), data, Clock.systemUTC())
                    .write(file, BootstrapConfig.countyOf(config), keys);
            Files.writeString(data.resolve(BackupManifest.LAST_BACKUP), sheet.madeAt() + "\n");
            print("""
                    已备份到 %s（%d 条工单，%d 条受理记录）。
                    密钥不在里面：请把 %s 另外抄存，和备份分开放；没有它，备份里的姓名和原话谁也读不出。
                    The key is not in the backup. Keep it elsewhere.""".formatted(
                            file,
                            sheet.rows().getOrDefault("ticket", 0L),
                            sheet.rows().getOrDefault("report", 0L),
                            BootstrapConfig.keyOf(config, data)));
        }
    }

    private static void restore(Config config, Path file) throws Exception {
        try (BackupRestore backupRestore = BackupRestore.open(file)) {
            Path data = BootstrapConfig.dataOf(config).toAbsolutePath();
            Path key = BootstrapConfig.keyOf(config, data);
            if (!Files.exists(key)) {
                throw new StartupException("还没有密钥。请先把做备份那台机器的密钥文件放到 " + key + "（只有本用户能读），再恢复。"
                        + "  Put the county's key file there first.");
            }
            backupRestore.checkFor(BootstrapConfig.countyOf(config), MasterKeyFile.read(key));
            Path marker = data.resolve(DataDirectory.RESTORING);
            boolean again = Files.exists(marker);
            if (!again) {
                requireEmpty(data);
                if (CommandDatabase.isNamed(config)) {
                    requireEmpty(JdbcConnections.of(config));
                }
            }
            data = DataDirectory.claimForRestore(data, BootstrapConfig.countyOf(config), target(config))
                    .path();
            Failpoint.RESTORE_CLAIMED.reach();
            try (CommandDatabase reached = CommandDatabase.of(config, data)) {
                if (again) {
                    clear(reached.connections());
                }
                backupRestore.intoDatabase(reached.connections());
                Failpoint.RESTORE_LOADED.reach();
                backupRestore.intoFolder(data);
                Files.delete(marker);
            }
            print("""
                    已恢复 %s 时的数据（%d 条工单），放在 %s。现在可以启动了。
                    备份之后收下的不在里面；备份时排着队没发的会再发，可能有人听到第二遍。
                    Restored; start the gateway now.""".formatted(
                    backupRestore.sheet().madeAt(), backupRestore.sheet().rows().getOrDefault("ticket", 0L), data));
        }
    }

    private static void requireEmpty(Path data) throws Exception {
        if (!Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> all = Files.list(data)) {
            if (all.anyMatch(path -> OF_A_COUNTY.contains(path.getFileName().toString()))) {
                throw new StartupException("目录 " + data + " 里已有数据，不会覆盖它。请用 --data 另选一个空目录。"
                        + "  The directory is not empty and is left alone.");
            }
        }
    }

    private static void requireEmpty(JdbcConnections database) throws SQLException {
        try (var connection = database.open()) {
            if (!new TableCopy(connection).names().isEmpty()) {
                throw new StartupException("数据库里已有数据，不会覆盖它。请另建一个空的数据库。  The database is not empty and is left alone.");
            }
        }
    }

    /** Written into the mark of a restore, so that it is never taken up again in another database. */
    private static String target(Config config) {
        return CommandDatabase.isNamed(config) ? JdbcConnections.of(config).jdbcUrl() : "own";
    }

    /** What a cut-off restore has left. */
    private static void clear(JdbcConnections database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
    }

    private static void print(String text) {
        System.out.println(text);
    }

    private Cli() {}
}
