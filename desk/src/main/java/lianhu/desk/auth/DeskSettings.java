package lianhu.desk.auth;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the desk. */
@ConfigMapping(prefix = "lianhu.desk")
interface DeskSettings {
    /** The file with the hash of the first password, created at the first start. Unused in a demonstration. */
    Optional<Path> passwordFile();
}
