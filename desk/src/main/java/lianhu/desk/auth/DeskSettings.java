package lianhu.desk.auth;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Settings of the desk. */
@ConfigMapping(prefix = "lianhu.desk")
interface DeskSettings {
    /** The file with the hash of the first password, created at the first start. Unused in a demonstration. */
    Optional<Path> passwordFile();

    /** Logins of the team leads (班长), who may listen to talks. Nobody may unless set; never the login that is shared. */
    Optional<Set<String>> teamLeads();

    /** Logins that may search for reports by a telephone number or a name. Nobody may unless set; never the shared login. */
    Optional<Set<String>> personSearch();

    /** Logins that may file drills (点验演练). Nobody may unless set; never the shared login. */
    Optional<Set<String>> drill();
}
