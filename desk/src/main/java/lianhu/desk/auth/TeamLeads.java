package lianhu.desk.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import lianhu.desk.format.StaffMember;

/** Who may listen to the talks of agents: persons whom the settings name. */
@ApplicationScoped
public class TeamLeads {
    private final Set<String> logins;

    TeamLeads(DeskSettings settings) {
        logins = settings.teamLeads().orElse(Set.of());
    }

    /** A login that several persons share listens to nobody: the record would name no person. */
    public boolean include(StaffMember staffMember) {
        return !staffMember.isShared() && logins.contains(staffMember.login());
    }
}
