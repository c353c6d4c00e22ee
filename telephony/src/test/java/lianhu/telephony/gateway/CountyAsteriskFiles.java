package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of {@code telephony/asterisk}, word for word but for the values that the README there tells a county to change. */
final class CountyAsteriskFiles {
    private static final Path FOLDER = Path.of("asterisk");
    private static final List<String> NAMES = List.of(
            "asterisk.conf",
            "ari.conf",
            "http.conf",
            "pjsip.conf",
            "pjsip-office.conf",
            "pjsip-office-tls.conf",
            "pjsip-trunk.conf",
            "pjsip-trunk-tls.conf",
            "extensions.conf");

    /** Those with which Asterisk comes, as far as a call needs them. */
    private static final Map<String, String> OF_ASTERISK = Map.of(
            "modules.conf", "[modules]\nautoload = yes\n",
            "logger.conf", "[general]\n[logfiles]\nconsole => notice,warning,error\n",
            "rtp.conf", "[general]\nrtpstart = 10000\nrtpend = 19999\n",
            "cdr.conf", "[general]\nenable = no\n");

    /**
     * @param values the new ones by those of the files, in the order of their replacement
     * @return contents by name
     */
    static Map<String, String> with(LinkedHashMap<String, String> values) {
        String readme = read("README.md");
        Map<String, String> files = new HashMap<>(OF_ASTERISK);
        StringBuilder all = new StringBuilder();
        for (String name : NAMES) {
            String text = read(name);
            all.append(text);
            for (var value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            files.put(name, text);
        }
        for (String value : values.keySet()) {
            assertTrue(readme.contains("`" + value + "`"), value + " is not in the README");
            assertTrue(all.indexOf(value) >= 0, value + " is in no file");
        }
        return files;
    }

    private static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CountyAsteriskFiles() {}
}
