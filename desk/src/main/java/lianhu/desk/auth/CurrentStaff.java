package lianhu.desk.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.Principal;
import lianhu.desk.format.StaffMember;

/** The member of staff who sends a request. */
public final class CurrentStaff {
    record StaffPrincipal(StaffMember member) implements Principal {
        @Override
        public String getName() {
            return member.login();
        }
    }

    /** @throws IllegalStateException on a page that needs no login */
    public static StaffMember of(ContainerRequestContext request) {
        if (request.getSecurityContext().getUserPrincipal() instanceof StaffPrincipal principal) {
            return principal.member();
        }
        throw new IllegalStateException("the page needs no login");
    }

    private CurrentStaff() {}
}
