package lianhu.desk.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Proxy;
import lianhu.desk.format.StaffMember;

/** A request of a browser without scripts, sent by a member of staff. */
public final class StaffRequests {
    public static ContainerRequestContext of(StaffMember staffMember) {
        SecurityContext security = (SecurityContext) Proxy.newProxyInstance(
                SecurityContext.class.getClassLoader(),
                new Class<?>[] {SecurityContext.class},
                (proxy, method, arguments) -> new CurrentStaff.StaffPrincipal(staffMember));
        return (ContainerRequestContext) Proxy.newProxyInstance(
                ContainerRequestContext.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> method.getName().equals("getSecurityContext") ? security : null);
    }

    private StaffRequests() {}
}
