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
import lianhu.adapters.store.KillPoint;
import lianhu.adapters.vault.KeyRing;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;

/** What the program does besides running: each ends by itself. */
final class Commands {
    private static final String FILE = "文件";

    /** Each with its words, as a person may type them. */
    private static final List<List<String>> USES = List.of(
            List.of("backup", FILE),
            List.of("restore", FILE),
            List.of("doctor"),
            List.of("image", FILE, FILE, FILE, FILE),
            List.of("rekey"),
            List.of("rekey", Rekey.NEW_LINKS),
            List.of("rekey", Rekey.RESTARTED));

    private static final int WRONG_USAGE = 2;

    /** What the launcher gives as well: something must be put right. */
    private static final int FOUND_FAULTS = 6;

    /** Signs of a county in a directory; a key put there beforehand, or the launcher's logs, are none. */
    private static final Set<String> OF_A_COUNTY = Set.of("county", "postgres", "redis", "photos", "desk-password");

    /** Returns the exit code. */
    static int run(Config config, String... words) throws Exception {
        if (USES.stream().noneMatch(use -> fits(use, words))) {
            System.err.println((USES.stream().anyMatch(use -> use.getFirst().equals(words[0]))
                            ? words[0] + " 后面的词不对"
                            : "没有这个命令：" + words[0])
                    + "。可以是："
                    + USES.stream().map(use -> String.join(" ", use)).collect(Collectors.joining("、"))
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
                say("镜像可用于："
                        + String.join(
                                "、", ImageLayout.write(file(words[1]), file(words[2]), file(words[3]), words[4])));
            case "rekey" -> say(new Rekey(config).run(words.length > 1 ? words[1] : ""));
            default -> throw new IllegalArgumentException(words[0]);
        }
        return 0;
    }

    private static boolean fits(List<String> use, String... words) {
        return use.size() == words.length
                && IntStream.range(0, words.length)
                        .allMatch(i -> use.get(i).equals(FILE) || use.get(i).equals(words[i]));
    }

    private static Path file(String word) {
        if (word.isBlank()) {
            throw new Fault("文件名是空的。  The name of the file is empty.");
        }
        return Path.of(word);
    }

    private static int doctor(Config config) {
        if (EarlySettings.isDemonstration(config)) {
            DemonstrationAccounts.set();
        }
        Path data = EarlySettings.dataOf(config).toAbsolutePath().normalize();
        Map<Finding.Grade, Integer> counts =
                new Doctor(config, data, Clock.systemUTC()).look(line -> System.out.println(line));
        int bad = counts.getOrDefault(Finding.Grade.BAD, 0);
        say((bad == 0 ? "没有必须马上处理的" : "有 " + bad + " 处必须处理（✗）") + "，"
                + counts.getOrDefault(Finding.Grade.ODD, 0) + " 处请留意（⚠），"
                + counts.getOrDefault(Finding.Grade.GOOD, 0) + " 处正常。");
        return bad == 0 ? 0 : FOUND_FAULTS;
    }

    private static void backup(Config config, Path file) throws Exception {
        Path data = EarlySettings.dataOf(config);
        if (!Files.exists(data.resolve("county"))) {
            throw new Fault("目录 " + data + " 里还没有数据，没有什么可备份。请用 --data 指对目录。  Nothing to back up there.");
        }
        data = DataDirectory.claim(data, EarlySettings.countyOf(config)).path();
        KeyRing keys = MasterKey.read(EarlySettings.keyOf(config, data));
        try (ReachedDatabase reached = ReachedDatabase.of(config, data)) {
            BackupSheet sheet =
                    new Backup(reached.connections(), data, Clock.systemUTC()).write(file, EarlySettings.countyOf(config), keys);
            Files.writeString(data.resolve(BackupSheet.LAST_BACKUP), sheet.madeAt() + "\n");
            say("""
                    已备份到 %s（%d 条工单，%d 条受理记录）。
                    密钥不在里面：请把 %s 另外抄存，和备份分开放；没有它，备份里的姓名和原话谁也读不出。
                    The key is not in the backup. Keep it elsewhere.""".formatted(
                            file,
                            sheet.rows().getOrDefault("ticket", 0L),
                            sheet.rows().getOrDefault("report", 0L),
                            EarlySettings.keyOf(config, data)));
        }
    }

    private static void restore(Config config, Path file) throws Exception {
        try (Restore restore = Restore.open(file)) {
            Path data = EarlySettings.dataOf(config).toAbsolutePath();
            Path key = EarlySettings.keyOf(config, data);
            if (!Files.exists(key)) {
                throw new Fault("还没有密钥。请先把做备份那台机器的密钥文件放到 " + key + "（只有本用户能读），再恢复。"
                        + "  Put the county's key file there first.");
            }
            restore.checkFor(EarlySettings.countyOf(config), MasterKey.read(key));
            Path marker = data.resolve(DataDirectory.RESTORING);
            boolean again = Files.exists(marker);
            if (!again) {
                refuseUnlessEmpty(data);
                if (ReachedDatabase.isNamed(config)) {
                    refuseUnlessEmpty(Connections.of(config));
                }
            }
            data = DataDirectory.claimForRestore(data, EarlySettings.countyOf(config), target(config))
                    .path();
            KillPoint.RESTORE_CLAIMED.reach();
            try (ReachedDatabase reached = ReachedDatabase.of(config, data)) {
                if (again) {
                    clear(reached.connections());
                }
                restore.intoDatabase(reached.connections());
                KillPoint.RESTORE_LOADED.reach();
                restore.intoFolder(data);
                Files.delete(marker);
            }
            say("""
                    已恢复 %s 时的数据（%d 条工单），放在 %s。现在可以启动了。
                    备份之后收下的不在里面；备份时排着队没发的会再发，可能有人听到第二遍。
                    Restored; start the gateway now.""".formatted(restore.sheet().madeAt(), restore.sheet().rows().getOrDefault("ticket", 0L), data));
        }
    }

    private static void refuseUnlessEmpty(Path data) throws Exception {
        if (!Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> all = Files.list(data)) {
            if (all.anyMatch(path -> OF_A_COUNTY.contains(path.getFileName().toString()))) {
                throw new Fault("目录 " + data + " 里已有数据，不会覆盖它。请用 --data 另选一个空目录。"
                        + "  The directory is not empty and is left alone.");
            }
        }
    }

    private static void refuseUnlessEmpty(Connections database) throws SQLException {
        try (var connection = database.open()) {
            if (!new Tables(connection).names().isEmpty()) {
                throw new Fault("数据库里已有数据，不会覆盖它。请另建一个空的数据库。  The database is not empty and is left alone.");
            }
        }
    }

    /** Written into the mark of a restore, so that it is never taken up again in another database. */
    private static String target(Config config) {
        return ReachedDatabase.isNamed(config) ? Connections.of(config).jdbcUrl() : "own";
    }

    /** What a cut-off restore has left. */
    private static void clear(Connections database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
    }

    private static void say(String text) {
        System.out.println(text);
    }

    private Commands() {}
}
