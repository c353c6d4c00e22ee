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
import java.util.Optional;
import lianhu.core.outbound.CallbackCalls;
import lianhu.desk.auth.CurrentStaff;
import org.jboss.resteasy.reactive.RestForm;

/** 回拨: the gateway calls back for an agent. What came of it stands at the call. */
@Path("/desk/calls/call-back")
@Authenticated
public final class CallbackPage {
    private final CallbackCalls callbackCalls;

    CallbackPage(CallbackCalls callbackCalls) {
        this.callbackCalls = callbackCalls;
    }

    /** The agent's telephone rings within a few seconds. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> callBack(@RestForm String call, @Context ContainerRequestContext request) {
        return callbackCalls
                .request(
                        Optional.ofNullable(call).orElse(""),
                        CurrentStaff.of(request).login())
                .map(answer -> switch (answer) {
                    case CALLING -> AgentPage.back();
                    case NO_LINE -> AgentPage.back(AgentRefusal.NO_TRUNK);
                    case NOT_NOW -> AgentPage.back(AgentRefusal.NOT_NOW);
                    case NOT_SIGNED_IN -> AgentPage.back(AgentRefusal.NOT_SIGNED_IN);
                    case BUSY -> AgentPage.back(AgentRefusal.TALKING);
                    case NOT_WAITING -> AgentPage.back(AgentRefusal.NOT_WAITING);
                    case NO_NUMBER -> AgentPage.back(AgentRefusal.NOT_DIALABLE);
                    case TAKEN -> AgentPage.back(AgentRefusal.TAKEN_BACK);
                });
    }
}
