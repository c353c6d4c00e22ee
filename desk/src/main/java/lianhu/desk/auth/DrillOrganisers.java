package lianhu.desk.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;

/** Who may file drills (点验演练): persons whom the settings name. */
@ApplicationScoped
public class DrillOrganisers {
    private final Set<String> logins;
    private final DemoMode demoMode;

    DrillOrganisers(DeskSettings settings, DemoMode demoMode) {
        this.logins = settings.drill().orElse(Set.of());
        this.demoMode = demoMode;
    }

    /** A login that several persons share files none: a drill rings people, and one of them answers for it. Everybody may in a demonstration. */
    public boolean include(StaffMember staffMember) {
        return !staffMember.isShared() && (demoMode.isOn() || logins.contains(staffMember.login()));
    }
}
