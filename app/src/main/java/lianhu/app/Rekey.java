package lianhu.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import lianhu.adapters.vault.KeyRing;
import lianhu.adapters.vault.Vault;
import lianhu.embedded.DataDirectory;
import lianhu.embedded.RunningCopy;
import org.eclipse.microprofile.config.Config;

/**
 * Changes the county's master key: a new one beside the old one, everything sealed anew, the old one taken away. Each step
 * can be cut off and the command run again. While a gateway works that does not know the new key yet, nothing is sealed with
 * it; and the old key goes only when nobody works who might still seal with it.
 */
final class Rekey {
    /** Makes the personal links that were handed out worthless too. */
    static final String NEW_LINKS = "new-links";

    /** Said by a person about copies on a database of their own: all were started after the key was made. */
    static final String RESTARTED = "restarted";

    private final Config config;
    private final Path data;
    private final Path file;

    Rekey(Config config) {
        this.config = config;
        this.data =
                DataDirectory.claim(EarlySettings.dataOf(config), EarlySettings.countyOf(config)).path();
        this.file = EarlySettings.keyOf(config, data);
    }

    /** Returns what there is to tell. */
    String run(String word) throws SQLException, IOException {
        try (ReachedDatabase reached = ReachedDatabase.of(config, data);
                Connection alone = reached.connections().open()) {
            if (!isAlone(alone)) {
                throw new Fault("另一次 rekey 正在进行，这一次什么也没有做。请等它结束再来。  Another rekey is under way.");
            }
            KeyRing keys = MasterKey.read(file);
            boolean works = reached.lent() == null && somebodyWorks(reached.connections());
            if (!keys.isChanging()) {
                keys = begin(keys, word);
                if (works) {
                    return """
                            新密钥已做好，写进了 %s。现在请：
                            1. 把这个文件另外抄存（和备份分开放）；
                            2. 重启网关（有几份就都重启），从那时起新收下的都用新密钥；
                            3. 再运行一次 rekey，把以前的也换成新密钥。网关照常工作。
                            The new key is made. Restart the gateway, then run this again.""".formatted(file);
                }
            }
            if (works && !word.equals(RESTARTED) && !knowsNewest()) {
                throw new Fault("网关还在用旧密钥。请先重启它（有几份就都重启），再运行一次 rekey；" + "外接数据库时，都重启过之后运行 rekey " + RESTARTED
                        + "。  Restart the gateway first.");
            }
            long done = new SealedAnew(reached.connections(), data, new Vault(keys)).all();
            if (works) {
                return """
                        %d 处换成了新密钥，已经没有用旧密钥的了。旧密钥还留在文件里：
                        下次停网关时再运行一次 rekey，就去掉它。
                        All is sealed with the new key. Run this once more while the gateway is stopped.""".formatted(done);
            }
            MasterKey.replace(file, keys.withoutOld());
            return """
                    %d 处换成了新密钥，旧密钥已从 %s 去掉。请把这个文件重新抄存。
                    换密钥以前做的备份要用旧密钥文件才能恢复：那些备份还留着，旧文件就和它们分开留着；现在请先做一次新备份。
                    The key is changed. Keep the new file elsewhere, and the old one for as long as old backups are kept.""".formatted(done, file);
        }
    }

    /** Two at once would each make a key, and one of the two keys would be lost. Ends with the connection. */
    private static boolean isAlone(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_try_advisory_lock(hashtext('lianhu.rekey'))")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private KeyRing begin(KeyRing keys, String word) {
        if (keys.newest() == KeyRing.LAST_GENERATION) {
            throw new Fault("密钥已经换过 " + (KeyRing.LAST_GENERATION - 1) + " 次，不能再换。请联系维护人员。");
        }
        KeyRing more = keys.with(
                MasterKey.random(), word.equals(NEW_LINKS) ? Optional.of(MasterKey.random()) : Optional.empty());
        MasterKey.replace(file, more);
        return more;
    }

    private boolean somebodyWorks(Connections database) throws SQLException {
        if (!ReachedDatabase.isNamed(config)) {
            return true; // the database is ours and was reached beside the gateway that has it
        }
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM slot_lease WHERE lease_until > now()")) {
            rows.next();
            return rows.getLong(1) > 0;
        }
    }

    /** A gateway reads the file as it starts; one that is younger than the file knows all of it. */
    private boolean knowsNewest() throws IOException {
        if (ReachedDatabase.isNamed(config)) {
            return false; // there may be copies on other machines
        }
        Instant written = Files.getLastModifiedTime(file).toInstant();
        OptionalLong gateway = RunningCopy.on(data);
        return gateway.isPresent()
                && ProcessHandle.of(gateway.getAsLong())
                        .flatMap(process -> process.info().startInstant())
                        .filter(started -> started.isAfter(written))
                        .isPresent();
    }
}
