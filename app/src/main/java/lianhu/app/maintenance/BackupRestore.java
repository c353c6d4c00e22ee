package lianhu.app.maintenance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MigrationFiles;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;

/**
 * Restores a backup. The whole file is authenticated by the county's key and checked before anything in it is used or
 * written; all rows are written in one transaction; then the database is migrated to this release.
 */
public final class BackupRestore implements AutoCloseable {
    /** Sequences skip this many numbers, which may have been issued between the backup and the loss. */
    private static final long SKIPPED = 10_000;

    private static final String SKIP_TICKETS = """
            INSERT INTO ticket_block (day, next) VALUES ((now() AT TIME ZONE 'Asia/Shanghai')::date, %1$d)
            ON CONFLICT (day) DO UPDATE SET next = ticket_block.next + %1$d""".formatted(SKIPPED);

    private final Path file;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupRestore(Path file, ZipFile zip, BackupManifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Reads and checks the whole file.
     *
     * @throws StartupException when the file is damaged, was changed, or belongs to another key
     */
    public static BackupRestore open(Path file, KeyRing keys) throws IOException {
        if (!Files.isReadable(file)) {
            throw new StartupException("读不到备份文件 " + file + "。请检查路径和权限。  The backup file cannot be read.");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException truncated) {
            throw broken(file, "不是完整的备份文件");
        }
        try {
            return new BackupRestore(file, zip, checked(file, zip, keys));
        } catch (IOException damaged) {
            zip.close();
            throw broken(file, "内容读不出来");
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    public BackupManifest manifest() {
        return manifest;
    }

    /** @throws StartupException before anything is written, when the county or the release does not match */
    public void checkFor(String county) {
        if (!manifest.county().equals(county)) {
            throw new StartupException("这是另一个县（" + manifest.county() + "）的备份，不是 " + county + " 的。请用 --county 选对县。"
                    + "  The backup belongs to another county.");
        }
        TreeSet<Integer> known = MigrationFiles.versions();
        if (!known.containsAll(manifest.migrations())) {
            throw BackupManifest.newerVersion();
        }
        if (!known.headSet(manifest.migrations().last(), true).equals(manifest.migrations())) {
            throw new StartupException(
                    "备份是一个没有发布过的版本做的，恢复不了。请用做备份的那个版本恢复。" + "  Only the version that made this backup can restore it.");
        }
    }

    /** Restores all rows into an empty database, or none. */
    public void intoDatabase(JdbcConnections database) throws SQLException, IOException {
        Migrations.runUpTo(database, manifest.migrations().last());
        try (Connection connection = database.open()) {
            connection.setAutoCommit(false);
            TableCopy tableCopy = new TableCopy(connection);
            checkNames(tableCopy);
            for (String table : tableCopy.inOrder()) {
                load(tableCopy, table);
            }
            for (Map.Entry<String, Long> sequence : manifest.sequences().entrySet()) {
                boolean isReceipts = sequence.getKey().equals("receipt_block");
                tableCopy.setSequence(sequence.getKey(), sequence.getValue() + (isReceipts ? SKIPPED : 0));
            }
            try (var statement = connection.createStatement()) {
                statement.execute(SKIP_TICKETS);
            }
            connection.commit();
        }
        Migrations.runWhenBehind(database);
    }

    public void intoFolder(Path data) throws IOException {
        for (String name : names("files/")) {
            Path target = data.resolve(name.substring("files/".length())).normalize();
            if (!target.startsWith(data)
                    || !KeptFiles.ROOTS.contains(
                            data.relativize(target).getName(0).toString())) {
                throw broken(file, "里面有不该有的文件");
            }
            Path folder = target.getParent();
            if (folder != null) {
                Files.createDirectories(folder, forOwner("rwx------"));
            }
            Files.deleteIfExists(target);
            Files.createFile(target, forOwner("rw-------"));
            try (InputStream in = zip.getInputStream(zip.getEntry(name));
                    OutputStream out = Files.newOutputStream(target)) {
                in.transferTo(out);
            }
        }
    }

    private static FileAttribute<?> forOwner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Names from the file become part of SQL, so only those of the database's own catalogue are accepted. */
    private void checkNames(TableCopy tableCopy) throws SQLException {
        Set<String> tables = new TreeSet<>(tableCopy.names());
        if (!manifest.columns().keySet().equals(tables)) {
            throw broken(file, "里面的表不是这个版本的表");
        }
        for (String table : tables) {
            if (!columnSet(manifest.columns().getOrDefault(table, "")).equals(columnSet(tableCopy.columns(table)))) {
                throw broken(file, "表 " + table + " 的列不对");
            }
        }
        if (!tableCopy.sequenceNames().containsAll(manifest.sequences().keySet())) {
            throw broken(file, "里面的序列不是这个版本的序列");
        }
    }

    private static List<String> columnSet(String columns) {
        return Arrays.stream(columns.split(", ")).sorted().toList();
    }

    private void load(TableCopy tableCopy, String table) throws SQLException, IOException {
        String columns = manifest.columns().get(table);
        ZipEntry entry = zip.getEntry("tables/" + table);
        if (columns == null || entry == null) {
            throw broken(file, "缺少表 " + table);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            long rows = tableCopy.copyIn(table, columns, in);
            if (rows != manifest.rows().getOrDefault(table, -1L)) {
                throw broken(file, "表 " + table + " 的行数不对");
            }
        }
    }

    private Set<String> names(String prefix) {
        return new TreeSet<>(zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(prefix))
                .toList());
    }

    private static BackupManifest checked(Path file, ZipFile zip, KeyRing keys) throws IOException {
        byte[] list = bytes(file, zip, BackupArchive.SUMS, "没有校验清单");
        String signature = new String(bytes(file, zip, BackupSignature.NAME, "没有签名，不是本网关做的备份"), StandardCharsets.UTF_8);
        switch (BackupSignature.verify(signature, list, keys)) {
            case VALID -> {}
            case OTHER_KEY -> throw otherKey();
            case CHANGED ->
                throw new StartupException("备份文件 " + file + " 被人改过（签名不符），没有用它，什么也没有动。请换另一份备份。"
                        + "  The backup was changed after it was made. Nothing was done.");
        }
        if (!sumsOf(file, zip).equals(parsed(list))) {
            throw broken(file, "校验不符");
        }
        BackupManifest manifest;
        try (InputStream in = new ByteArrayInputStream(bytes(file, zip, BackupManifest.NAME, "没有说明"))) {
            manifest = BackupManifest.read(in);
        }
        if (!BackupManifest.fingerprints(keys).containsAll(manifest.keys())) {
            throw otherKey();
        }
        return manifest;
    }

    private static byte[] bytes(Path file, ZipFile zip, String name, String missing) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw broken(file, missing);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> parsed(byte[] list) {
        Map<String, String> sums = new TreeMap<>();
        new String(list, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> sums.put(line.substring(66), line.substring(0, 64)));
        return sums;
    }

    private static Map<String, String> sumsOf(Path file, ZipFile zip) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.equals(BackupArchive.SUMS) || name.equals(BackupSignature.NAME)) {
                continue;
            }
            try (InputStream in = zip.getInputStream(entry)) {
                // Two entries of one name could be checked as one and read as the other.
                if (found.put(name, BackupArchive.checksumOf(in)) != null) {
                    throw broken(file, "一个名字出现了两次");
                }
            }
        }
        return found;
    }

    private static StartupException otherKey() {
        return new StartupException("密钥文件不是做备份时的那一把，恢复了也读不出姓名和原话。请把原来的密钥文件放回原处再来。"
                + "  The key file is not the one the backup was made with.");
    }

    private static StartupException broken(Path file, String why) {
        return new StartupException("备份文件 " + file + " 坏了（" + why + "），没有用它。请换另一份备份。  The backup file is broken.");
    }
}
