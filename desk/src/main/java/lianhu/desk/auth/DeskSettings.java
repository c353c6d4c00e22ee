package lianhu.desk.auth;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the desk. */
@ConfigMapping(prefix = "lianhu.desk")
interface DeskSettings {
    /** Where the verifier of the staff's password stands; the file is made at the first start. Unused in a demonstration. */
    Optional<Path> passwordFile();
}
