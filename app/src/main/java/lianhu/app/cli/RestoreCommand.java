package lianhu.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lianhu.adapters.sql.Failpoint;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.app.maintenance.BackupRestore;
import lianhu.app.maintenance.TableCopy;
import lianhu.embedded.DataDirectory;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restores a backup into an empty directory and an empty database. An interrupted restore can be run again. */
@Command(name = "restore", description = "恢复到空目录，要先放好密钥文件  back into an empty directory that holds the key file")
final class RestoreCommand implements Callable<Integer> {
    /** Files that show that a directory holds a county. A key file or a log does not count. */
    private static final Set<String> OF_A_COUNTY = Set.of("county", "postgres", "redis", "photos", "desk-password");

    @Mixin
    private FileParameter file = new FileParameter();

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Integer call() throws Exception {
        Config config = options.settings();
        Path data = BootstrapConfig.dataOf(config).toAbsolutePath();
        Path key = BootstrapConfig.keyOf(config, data);
        if (!Files.exists(key)) {
            throw new StartupException(
                    "还没有密钥。请先把做备份那台机器的密钥文件放到 " + key + "（只有本用户能读），再恢复。" + "  Put the county's key file there first.");
        }
        try (BackupRestore backupRestore = BackupRestore.open(file.path(), MasterKeyFile.read(key))) {
            backupRestore.checkFor(BootstrapConfig.countyOf(config));
            data = restore(backupRestore, config, data);
            System.out.println("""
                    已恢复 %s 时的数据（%d 条工单），放在 %s。现在可以启动了。
                    备份之后收下的不在里面；备份时排着队没发的会再发，可能有人听到第二遍。
                    Restored; start the gateway now.""".formatted(
                            backupRestore.manifest().madeAt(),
                            backupRestore.manifest().rows().getOrDefault("ticket", 0L),
                            data));
        }
        return 0;
    }

    /** Returns the directory's real path. */
    private static Path restore(BackupRestore backupRestore, Config config, Path folder) throws Exception {
        boolean isResumed = Files.exists(folder.resolve(DataDirectory.RESTORING));
        if (!isResumed) {
            requireEmpty(folder);
            if (CommandDatabase.isNamed(config)) {
                requireEmpty(JdbcConnections.ofOwner(config));
            }
        }
        Path data = DataDirectory.claimForRestore(folder, BootstrapConfig.countyOf(config), target(config))
                .path();
        Failpoint.RESTORE_CLAIMED.reach();
        try (CommandDatabase reached = CommandDatabase.of(config, data)) {
            if (isResumed) {
                clear(reached.owner());
            }
            backupRestore.intoDatabase(reached.owner());
            Failpoint.RESTORE_LOADED.reach();
            backupRestore.intoFolder(data);
            Files.delete(data.resolve(DataDirectory.RESTORING));
        }
        return data;
    }

    private static void requireEmpty(Path data) throws IOException {
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

    /** The target in the marker file of a restore, so that the restore is never resumed in another database. */
    private static String target(Config config) {
        return CommandDatabase.isNamed(config) ? JdbcConnections.ofOwner(config).jdbcUrl() : "own";
    }

    /** Removes the remains of an interrupted restore. */
    private static void clear(JdbcConnections database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
    }
}
