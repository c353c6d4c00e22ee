package lianhu.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;

/** What the program does besides running: each ends by itself. */
final class Commands {
    private static final Set<String> NAMES = Set.of("backup", "restore");

    /** Signs of a county in a directory; a key put there beforehand, or the launcher's logs, are none. */
    private static final Set<String> OF_A_COUNTY = Set.of("county", "postgres", "redis", "photos", "desk-password");

    static boolean knows(String... args) {
        return args.length == 2 && NAMES.contains(args[0]);
    }

    static void run(Config config, String command, Path file) throws Exception {
        switch (command) {
            case "backup" -> backup(config, file);
            case "restore" -> restore(config, file);
            default -> throw new IllegalArgumentException(command);
        }
    }

    private static void backup(Config config, Path file) throws Exception {
        Path data = Main.dataOf(config);
        if (!Files.exists(data.resolve("county"))) {
            throw new Fault("目录 " + data + " 里还没有数据，没有什么可备份。请用 --data 指对目录。  Nothing to back up there.");
        }
        data = DataDirectory.claim(data, Main.countyOf(config)).path();
        byte[] key = MasterKey.read(Main.keyOf(config, data));
        try (ReachedDatabase reached = ReachedDatabase.of(config, data)) {
            BackupSheet sheet =
                    new Backup(reached.connections(), data, Clock.systemUTC()).write(file, Main.countyOf(config), key);
            say("""
                    已备份到 %s（%d 条工单，%d 条受理记录）。
                    密钥不在里面：请把 %s 另外抄存，和备份分开放；没有它，备份里的姓名和原话谁也读不出。
                    The key is not in the backup. Keep it elsewhere.""".formatted(
                            file,
                            sheet.rows().getOrDefault("ticket", 0L),
                            sheet.rows().getOrDefault("report", 0L),
                            Main.keyOf(config, data)));
        }
    }

    private static void restore(Config config, Path file) throws Exception {
        try (Restore restore = Restore.open(file)) {
            Path data = Main.dataOf(config).toAbsolutePath();
            Path key = Main.keyOf(config, data);
            if (!Files.exists(key)) {
                throw new Fault("还没有密钥。请先把做备份那台机器的密钥文件放到 " + key + "（只有本用户能读），再恢复。"
                        + "  Put the county's key file there first.");
            }
            restore.checkFor(Main.countyOf(config), MasterKey.read(key));
            Path marker = data.resolve(DataDirectory.RESTORING);
            boolean again = Files.exists(marker);
            if (!again) {
                refuseUnlessEmpty(data);
                data = DataDirectory.claim(data, Main.countyOf(config)).path();
            }
            try (ReachedDatabase reached = ReachedDatabase.of(config, data)) {
                if (again) {
                    clear(reached.connections());
                } else {
                    refuseUnlessEmpty(reached.connections());
                    Files.createFile(marker);
                }
                restore.intoDatabase(reached.connections());
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
