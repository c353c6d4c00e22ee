package lianhu.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** Writes the configuration of the embedded Asterisk from its templates: names between {@code @} are replaced. */
final class AsteriskConfiguration {
    private static final String TEMPLATES = "asterisk/";
    private static final List<String> FILES = List.of(
            "asterisk.conf",
            "modules.conf",
            "logger.conf",
            "http.conf",
            "ari.conf",
            "rtp.conf",
            "pjsip.conf",
            "extensions.conf",
            "indications.conf",
            "cdr.conf",
            "cel.conf");

    /** Files whose absence Asterisk calls an error, although each setting in them has a default. */
    private static final List<String> DEFAULTS = List.of(
            "acl.conf", "features.conf", "pjproject.conf", "stasis.conf", "udptl.conf", "websocket_client.conf");

    /** Folders that Asterisk writes into and does not create. */
    private static final List<String> FOLDERS =
            List.of("lib", "db", "run", "log", "keys", "keys/keys", "spool", "spool/recording");

    static void write(ServerFolder folder, Map<String, String> values) {
        try {
            for (var name : FOLDERS) {
                var created = Files.createDirectories(folder.file(name));
                folder.account().giveOwnership(created, "rwx------");
            }
        } catch (IOException e) {
            throw DiskFullDetector.isCause(e) ? DataDirectory.diskFull(folder.path()) : new UncheckedIOException(e);
        }
        for (var file : DEFAULTS) {
            folder.write(file, "; all settings have their defaults\n");
        }
        for (var file : FILES) {
            folder.write(file, fill(template(file), values));
        }
    }

    /** How many modules the configuration loads. */
    static int countModules() {
        return (int) template("modules.conf")
                .lines()
                .filter(line -> line.startsWith("load =") || line.startsWith("require ="))
                .count();
    }

    private static String fill(String template, Map<String, String> values) {
        var text = template;
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    static String template(String file) {
        try (var in = AsteriskConfiguration.class.getResourceAsStream(TEMPLATES + file)) {
            if (in == null) {
                throw new IllegalStateException("no template " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AsteriskConfiguration() {}
}
