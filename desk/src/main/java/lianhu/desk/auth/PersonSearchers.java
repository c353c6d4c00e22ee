package lianhu.desk.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.StaffMember;

/** Who may search for the reports of a person: persons whom the settings name. */
@ApplicationScoped
public class PersonSearchers {
    private final Set<String> logins;
    private final DemoMode demoMode;

    PersonSearchers(DeskSettings settings, DemoMode demoMode) {
        this.logins = settings.personSearch().orElse(Set.of());
        this.demoMode = demoMode;
    }

    /**
     * A login that several persons share searches for nobody: the record would name no person. In a demonstration, where all persons
     * are invented, everybody may.
     */
    public boolean include(StaffMember staffMember) {
        return !staffMember.isShared() && (demoMode.isOn() || logins.contains(staffMember.login()));
    }
}
