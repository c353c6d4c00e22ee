package lianhu.app.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CommandDatabase;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.LockHolder;
import org.eclipse.microprofile.config.Config;

/**
 * Rotates the county's master key: adds a new key, encrypts everything again, and removes the old key. Each step can be
 * interrupted and the command run again. Nothing is encrypted with the new key while a gateway runs that does not know
 * it, and the old key is removed only when no running gateway could still encrypt with it.
 */
public final class KeyRotation {
    private final Config config;
    private final Path data;
    private final Path file;

    public KeyRotation(Config config) {
        this.config = config;
        this.data = DataDirectory.claim(BootstrapConfig.dataOf(config), BootstrapConfig.countyOf(config))
                .path();
        this.file = BootstrapConfig.keyOf(config, data);
    }

    /**
     * Does the next step and returns a message for the operator.
     *
     * @param withNewLinks whether to invalidate all personal links too
     * @param isRestarted the operator's confirmation that all gateways on an external database were restarted after the
     *     new key was made
     */
    public String run(boolean withNewLinks, boolean isRestarted) throws SQLException, IOException {
        try (CommandDatabase database = CommandDatabase.of(config, data);
                Connection lock = database.owner().open()) {
            if (!isAlone(lock)) {
                throw new StartupException("另一次 rotate-key 正在进行，这一次什么也没有做。请等它结束再来。  Another rotate-key is under way.");
            }
            KeyRing keys = MasterKeyFile.read(file);
            boolean isRunning = database.ownServers() == null && isGatewayRunning(database.owner());
            if (!keys.isRotating()) {
                keys = start(keys, withNewLinks);
                if (isRunning) {
                    return """
                            新密钥已做好，写进了 %s。现在请：
                            1. 把这个文件另外抄存（和备份分开放）；
                            2. 重启网关（有几份就都重启），从那时起新收下的都用新密钥；
                            3. 再运行一次 rotate-key，把以前的也换成新密钥。网关照常工作。
                            The new key is made. Restart the gateway, then run this again.""".formatted(file);
                }
            }
            if (isRunning && !isRestarted && !knowsNewestKey()) {
                throw new StartupException(
                        "网关还在用旧密钥。请先重启它（有几份就都重启），再运行一次 rotate-key；外接数据库时，都重启过之后运行 rotate-key --resume。"
                                + "  Restart the gateway first.");
            }
            long done = new Reencryption(database.owner(), data, new FieldEncryption(keys)).reencryptAll();
            if (isRunning) {
                return """
                        %d 处换成了新密钥，已经没有用旧密钥的了。旧密钥还留在文件里：
                        下次停网关时再运行一次 rotate-key，就去掉它。
                        Everything is encrypted with the new key. Run this once more while the gateway is stopped.""".formatted(done);
            }
            MasterKeyFile.replace(file, keys.withoutOldMasters());
            return """
                    %d 处换成了新密钥，旧密钥已从 %s 去掉。请把这个文件重新抄存。
                    换密钥以前做的备份要用旧密钥文件才能恢复：那些备份还留着，旧文件就和它们分开留着；现在请先做一次新备份。
                    The key is changed. Keep the new file elsewhere, and the old one for as long as old backups are kept.""".formatted(done, file);
        }
    }

    /** Takes a lock that ends with the connection: of the keys of two concurrent rotations one would be lost. */
    private static boolean isAlone(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_try_advisory_lock(hashtext('lianhu.rekey'))")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private KeyRing start(KeyRing keys, boolean withNewLinks) {
        if (keys.newestGeneration() == KeyRing.LAST_GENERATION) {
            throw new StartupException("密钥已经换过 " + (KeyRing.LAST_GENERATION - 1) + " 次，不能再换。请联系维护人员。");
        }
        KeyRing more = keys.withNewMaster(
                MasterKeyFile.random(), withNewLinks ? Optional.of(MasterKeyFile.random()) : Optional.empty());
        MasterKeyFile.replace(file, more);
        return more;
    }

    private boolean isGatewayRunning(JdbcConnections database) throws SQLException {
        if (!CommandDatabase.isNamed(config)) {
            return true; // the gateway that runs the embedded database still runs
        }
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM outbox_lease WHERE lease_until > now()")) {
            rows.next();
            return rows.getLong(1) > 0;
        }
    }

    /** A gateway reads the key file when it starts, so a gateway started after the last write knows the newest key. */
    private boolean knowsNewestKey() throws IOException {
        if (CommandDatabase.isNamed(config)) {
            return false; // gateways on other machines may share the database
        }
        Instant written = Files.getLastModifiedTime(file).toInstant();
        OptionalLong gateway = LockHolder.pidOf(data);
        return gateway.isPresent()
                && ProcessHandle.of(gateway.getAsLong())
                        .flatMap(process -> process.info().startInstant())
                        .filter(started -> started.isAfter(written))
                        .isPresent();
    }
}
