package lianhu.desk.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import lianhu.desk.format.StaffMember;

/** Who may listen to the talks of agents: persons whom the county names in its settings. */
@ApplicationScoped
public class TeamLeads {
    private final Set<String> logins;

    TeamLeads(DeskSettings settings) {
        this(settings.teamLeads().orElse(Set.of()));
    }

    private TeamLeads(Set<String> logins) {
        this.logins = Set.copyOf(logins);
    }

    /** For tests. */
    public static TeamLeads of(String... logins) {
        return new TeamLeads(Set.of(logins));
    }

    /** A login that several persons share listens to nobody: the record would name no person. */
    public boolean include(StaffMember staffMember) {
        return !staffMember.isShared() && logins.contains(staffMember.login());
    }
}
