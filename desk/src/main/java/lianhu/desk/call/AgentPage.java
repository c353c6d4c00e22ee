package lianhu.desk.call;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.call.AgentPause;
import lianhu.core.call.AgentSessions;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.ThirdPartyRequests;
import lianhu.core.outbound.DialableNumbers;
import lianhu.core.outbound.OutboundDialing;
import lianhu.core.report.TextSanitizer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;

/** 座席: a member of staff answers calls at a telephone. The browser asks every second who rings. */
@Path("/desk/calls/agent")
@Authenticated
public final class AgentPage {
    static final Pattern EXTENSION = Pattern.compile("[0-9]{2,8}");

    private final AgentSessions agentSessions;
    private final ThirdPartyRequests thirdPartyRequests;
    private final OutboundDialing outboundDialing;
    private final AgentPanelReader panels;
    private final CallLanguages languages;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    AgentPage(
            AgentSessions agentSessions,
            ThirdPartyRequests thirdPartyRequests,
            OutboundDialing outboundDialing,
            AgentPanelReader panels,
            CallLanguages languages,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.agentSessions = agentSessions;
        this.thirdPartyRequests = thirdPartyRequests;
        this.outboundDialing = outboundDialing;
        this.panels = panels;
        this.languages = languages;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param shown key of the panel in the browser: while it is the same, nothing is sent */
    @GET
    public Uni<Response> panel(
            @QueryParam("shown") @DefaultValue("") String shown, @Context ContainerRequestContext request) {
        return panels.read(CurrentStaff.of(request))
                .chain(panel -> panel.key().equals(shown)
                        ? Uni.createFrom().item(Response.noContent().build())
                        : pageRenderer.part("agent", "panel", panel).map(part -> PageRenderer.html(200, part)));
    }

    @POST
    @Path("sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> signIn(
            @RestForm String extension,
            @RestForm("language") List<String> spoken,
            @Context ContainerRequestContext request) {
        String digits = TextSanitizer.singleLine(extension);
        if (!EXTENSION.matcher(digits).matches()) {
            return Uni.createFrom().item(back(AgentRefusal.EXTENSION));
        }
        StaffMember staffMember = CurrentStaff.of(request);
        return agentSessions
                .signIn(
                        staffMember.login(),
                        staffMember.name(),
                        digits,
                        languages.others().stream().filter(spoken::contains).toList(),
                        clock.instant())
                .map(result -> switch (result) {
                    case SIGNED_IN -> back();
                    case EXTENSION_TAKEN -> back(AgentRefusal.TAKEN);
                    case TALKING -> back(AgentRefusal.TALKING);
                });
    }

    @POST
    @Path("sign-out")
    public Uni<Response> signOut(@Context ContainerRequestContext request) {
        return agentSessions
                .signOut(CurrentStaff.of(request).login(), clock.instant())
                .map(isDone -> isDone ? back() : back(AgentRefusal.TALKING));
    }

    @POST
    @Path("pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> pause(@RestForm String reason, @Context ContainerRequestContext request) {
        Optional<AgentPause> known = Arrays.stream(AgentPause.values())
                .filter(one -> one != AgentPause.NO_ANSWER && one.name().equals(reason))
                .findFirst();
        StaffMember staffMember = CurrentStaff.of(request);
        return known.isEmpty()
                ? Uni.createFrom().item(back(AgentRefusal.REASON))
                : agentSessions
                        .pause(staffMember.login(), known.get(), clock.instant())
                        .map(isDone -> isDone ? back() : back(AgentRefusal.NOT_SIGNED_IN));
    }

    @POST
    @Path("resume")
    public Uni<Response> resume(@Context ContainerRequestContext request) {
        return agentSessions
                .resume(CurrentStaff.of(request).login(), clock.instant())
                .map(isDone -> isDone ? back() : back(AgentRefusal.NOT_SIGNED_IN));
    }

    /** The instance that carries the call on calls the number within a second. */
    @POST
    @Path("third-party")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> callThirdParty(@RestForm String number, @Context ContainerRequestContext request) {
        Optional<DialableNumbers> dialable = outboundDialing.dialableNumbers();
        if (dialable.isEmpty()) {
            return Uni.createFrom().item(back(AgentRefusal.NO_TRUNK));
        }
        Optional<String> digits = dialable.get().parse(TextSanitizer.singleLine(number));
        return digits.isEmpty()
                ? Uni.createFrom().item(back(AgentRefusal.NUMBER))
                : thirdPartyRequests
                        .request(CurrentStaff.of(request).login(), digits.get(), clock.instant())
                        .map(isTaken -> isTaken ? back() : back(AgentRefusal.NO_TALK));
    }

    /** The instance that carries the call on reserves the colleague within a second, and calls the telephone. */
    @POST
    @Path("colleague")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> callColleague(@RestForm String login, @Context ContainerRequestContext request) {
        return thirdPartyRequests
                .requestColleague(CurrentStaff.of(request).login(), TextSanitizer.singleLine(login), clock.instant())
                .map(isTaken -> isTaken ? back() : back(AgentRefusal.COLLEAGUE));
    }

    static Response back() {
        return PageRenderer.seeOther("/desk/calls").build();
    }

    static Response back(AgentRefusal why) {
        return PageRenderer.seeOther("/desk/calls?refused=" + why.name()).build();
    }
}
