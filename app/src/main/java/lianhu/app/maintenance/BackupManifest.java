package lianhu.app.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.StartupException;

/**
 * The description of a backup, stored in it.
 *
 * @param county the county of the data directory
 * @param keys fingerprints of the master keys; more than one during a key rotation
 * @param migrations the versions of the migrations that were applied
 * @param rows the number of rows of each table
 * @param columns the columns of each table
 * @param sequences the last value of each sequence
 */
public record BackupManifest(
        String county,
        TreeSet<String> keys,
        Instant madeAt,
        TreeSet<Integer> migrations,
        Map<String, Long> rows,
        Map<String, String> columns,
        Map<String, Long> sequences) {
    static final String NAME = "backup.properties";

    /** Increases when an older release would misread the file. */
    static final int FORMAT_VERSION = 1;

    static BackupManifest read(InputStream in) throws IOException {
        Properties values = new Properties();
        values.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        if (Integer.parseInt(values.getProperty("form", "0")) > FORMAT_VERSION) {
            throw newerVersion();
        }
        return new BackupManifest(
                values.getProperty("county", ""),
                new TreeSet<>(List.of(values.getProperty("key", "").split(","))),
                Instant.parse(values.getProperty("madeAt", "")),
                Arrays.stream(values.getProperty("migrations", "").split(","))
                        .map(Integer::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new)),
                numbers(values, "rows."),
                part(values, "columns."),
                numbers(values, "sequence."));
    }

    byte[] bytes() throws IOException {
        Properties values = new Properties();
        values.setProperty("form", Integer.toString(FORMAT_VERSION));
        values.setProperty("county", county);
        values.setProperty("key", String.join(",", keys));
        values.setProperty("madeAt", madeAt.toString());
        values.setProperty(
                "migrations", migrations.stream().map(String::valueOf).collect(Collectors.joining(",")));
        rows.forEach((table, count) -> values.setProperty("rows." + table, count.toString()));
        columns.forEach((table, names) -> values.setProperty("columns." + table, names));
        sequences.forEach((name, last) -> values.setProperty("sequence." + name, last.toString()));
        StringWriter text = new StringWriter();
        values.store(text, "lianhu");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static StartupException newerVersion() {
        return new StartupException("备份文件是更新的版本做的，本版本读不了。请装回那个版本再恢复。  The backup was made by a newer version.");
    }

    /** 64 bits of a hash of each master key. A key has 256 random bits, so nobody can guess it from its fingerprint. */
    static TreeSet<String> fingerprints(KeyRing keys) {
        return keys.allMasters().stream()
                .map(BackupManifest::fingerprint)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String fingerprint(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("lianhu/1/fingerprint".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(key), 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> part(Properties values, String prefix) {
        return values.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toMap(
                        name -> name.substring(prefix.length()),
                        values::getProperty,
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Map<String, Long> numbers(Properties values, String prefix) {
        Map<String, Long> numbers = new TreeMap<>();
        part(values, prefix).forEach((name, value) -> numbers.put(name, Long.valueOf(value)));
        return numbers;
    }
}
