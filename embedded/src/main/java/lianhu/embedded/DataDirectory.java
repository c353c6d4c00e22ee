package lianhu.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A directory that holds everything of one county. Its stamp prevents that another county or an outdated version uses
 * it.
 */
public record DataDirectory(Path path, String county) {
    /** Incremented when the format of the data changes in a way that older versions would damage. */
    static final int VERSION = 1;

    /** Exists in a directory until a restore into it is complete. */
    public static final String RESTORING = "restoring";

    private static final String COUNTY_FILE = "county";
    private static final long MB = 1024 * 1024;
    /** In megabytes: an empty cluster takes 40, each further segment of its write-ahead log 16. */
    private static final long FIRST_START_BYTES = 128 * MB;

    private static final long START_BYTES = 32 * MB;

    /**
     * Creates the directory when it is missing, and stamps it for this county or checks its stamp. Takes no lock:
     * copies that share external servers may share a directory.
     */
    public static DataDirectory claim(Path path, String county) {
        var real = prepare(path);
        if (!isStamped(real, county)) {
            stamp(real, county);
        }
        closeToOthers(real);
        return new DataDirectory(real, county);
    }

    /**
     * Marks the directory for a restore before it is stamped, so that an interrupted restore leaves either an empty
     * directory or one on which no gateway starts. A directory that is already marked is used again.
     *
     * @param target the database; an interrupted restore continues only in the same one, since its contents are dropped
     */
    public static DataDirectory claimForRestore(Path path, String county, String target) {
        var real = prepare(path);
        var stamp = real.resolve(COUNTY_FILE);
        try {
            if (Files.exists(stamp)) {
                check(real, county, Files.readString(stamp));
            }
            var mark = real.resolve(RESTORING);
            var before = Files.exists(mark) ? Files.readString(mark).strip() : "";
            if (!before.isEmpty() && !before.equals(target)) {
                throw new EmbeddedException(StartFailure.INCOMPLETE_RESTORE, """
                        数据目录 %s 上一次恢复没有做完，那一次用的是另一个数据库。请把数据库的设置改回去再恢复，或换一个空目录。
                        The restore that was cut off went into another database. Use that one, or an empty directory.""".formatted(real));
            }
            AtomicFile.write(mark, target + "\n");
        } catch (IOException e) {
            throw notWritable(real, e);
        }
        if (!Files.exists(stamp)) {
            stamp(real, county);
        }
        closeToOthers(real);
        return new DataDirectory(real, county);
    }

    /**
     * Whether the directory carries this county's stamp; changes nothing.
     *
     * @throws EmbeddedException when it is another county's, a newer version's, or half restored
     */
    public static boolean isStamped(Path path, String county) {
        if (Files.exists(path.resolve(RESTORING))) {
            throw new EmbeddedException(StartFailure.INCOMPLETE_RESTORE, """
                    数据目录 %s 上一次恢复没有做完，还不能用。请用同一个备份文件再恢复一次。
                    A restore into the data directory was cut off. Run it again with the same file.""".formatted(path));
        }
        var stamp = path.resolve(COUNTY_FILE);
        try {
            if (Files.exists(stamp)) {
                check(path, county, Files.readString(stamp));
                return true;
            }
            return false;
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    private static void stamp(Path real, String county) {
        try {
            AtomicFile.write(real.resolve(COUNTY_FILE), "county=%s\nversion=%d\n".formatted(county, VERSION));
        } catch (IOException e) {
            throw notWritable(real, e);
        }
    }

    /** The directory's real path, once it exists, is writable, and has room enough to start. */
    static Path prepare(Path path) {
        try {
            OwnerOnly.createFolders(path);
            var real = path.toRealPath();
            var used = Files.exists(real.resolve("postgres").resolve("cluster"));
            if (Files.getFileStore(real).getUsableSpace() < (used ? START_BYTES : FIRST_START_BYTES)) {
                throw diskFull(real);
            }
            Files.delete(Files.createTempFile(real, "probe", ""));
            return real;
        } catch (IOException e) {
            throw DiskFullDetector.isCause(e) ? diskFull(path) : notWritable(path, e);
        }
    }

    private static void closeToOthers(Path real) {
        try {
            OwnerOnly.close(real);
        } catch (IOException e) {
            throw notWritable(real, e);
        }
    }

    static EmbeddedException diskFull(Path path) {
        return new EmbeddedException(StartFailure.DISK_FULL, """
                数据目录 %s 所在的磁盘满了。请腾出至少 %d MB 空间，再重新启动；已有的数据没有动。
                The disk of the data directory is full. Free some space and start again.""".formatted(path, FIRST_START_BYTES / MB));
    }

    private static EmbeddedException notWritable(Path path, IOException cause) {
        return new EmbeddedException(StartFailure.NOT_WRITABLE, """
                数据目录 %s 写不进去（只读，或属于别的用户）。请改好权限，或用 --data 另选一个目录。
                The data directory cannot be written. Correct its permissions or choose another one. (%s)""".formatted(path, cause), cause);
    }

    private static void check(Path path, String county, String text) throws IOException {
        var stamp = new Properties();
        stamp.load(new StringReader(text));
        var owner = stamp.getProperty("county", "");
        if (!owner.equals(county)) {
            throw new EmbeddedException(StartFailure.OTHER_COUNTY, """
                    数据目录 %s 属于另一个县（%s），不是 %s。请用 --data 另选一个目录，或用 --county 换回原来的县。
                    The data directory belongs to another county. Choose another directory or the other county.""".formatted(path, owner, county));
        }
        if (Integer.parseInt(stamp.getProperty("version", "0")) > VERSION) {
            throw new EmbeddedException(StartFailure.NEWER_VERSION, """
                    数据目录 %s 已被更新的版本用过，本版本不能再用它。请装回较新的版本，或用 --data 另选一个目录。
                    A newer version has used this data directory. Run that version or choose another directory.""".formatted(path));
        }
    }
}
