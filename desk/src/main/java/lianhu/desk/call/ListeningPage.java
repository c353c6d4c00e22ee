package lianhu.desk.call;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import lianhu.core.call.CallListenings;
import lianhu.core.report.TextSanitizer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.auth.TeamLeads;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;

/** 旁听: a team lead hears the talk of an agent at a telephone of their own, and the call says so for good. */
@Path("/desk/calls/listen")
@Authenticated
public final class ListeningPage {
    private final CallListenings listenings;
    private final TeamLeads teamLeads;
    private final InstantSource clock;

    ListeningPage(CallListenings listenings, TeamLeads teamLeads, InstantSource clock) {
        this.listenings = listenings;
        this.teamLeads = teamLeads;
        this.clock = clock;
    }

    /** The instance that carries the call on calls the telephone within a second. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> listen(
            @RestForm String agent, @RestForm String extension, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        String digits = TextSanitizer.singleLine(extension);
        if (!teamLeads.include(staffMember)) {
            return Uni.createFrom().item(AgentPage.back(AgentRefusal.NO_LEAD));
        }
        if (!AgentPage.EXTENSION.matcher(digits).matches()) {
            return Uni.createFrom().item(AgentPage.back(AgentRefusal.EXTENSION));
        }
        return listenings
                .request(
                        TextSanitizer.singleLine(agent),
                        new CallListenings.Listener(staffMember.login(), staffMember.name(), digits),
                        clock.instant())
                .map(result -> switch (result) {
                    case ASKED -> AgentPage.back();
                    case NO_TALK -> AgentPage.back(AgentRefusal.NOTHING_TO_HEAR);
                    case LISTENED -> AgentPage.back(AgentRefusal.LISTENED);
                    case EXTENSION_TAKEN -> AgentPage.back(AgentRefusal.LISTENER_TAKEN);
                });
    }
}
