package lianhu.desk.roster;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.roster.Contact;
import lianhu.core.roster.PastContact;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.RosterEditor;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.templates.CountyContact;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** One post: its holder, how the holder is reached, who held it before, and the change of the holder. */
@Path("/desk/roster/post")
@Authenticated
public final class PostPage {
    private final PostSlots slots;
    private final PostPlaces places;
    private final RosterEditor editor;
    private final PostHolderLinks links;
    private final CountyContact county;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    PostPage(
            PostSlots slots,
            PostPlaces places,
            RosterEditor editor,
            PostHolderLinks links,
            CountyContact county,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.slots = slots;
        this.places = places;
        this.editor = editor;
        this.links = links;
        this.county = county;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param post its last holder when it is vacant
     * @param substitute whom new tickets reach while it is vacant; empty when it is held
     * @param open tickets that nobody has finished
     * @param hasLink whether its holder has a personal page
     */
    record View(
            Post post,
            String name,
            boolean isVacant,
            String substitute,
            long open,
            boolean hasLink,
            ContactForm form,
            List<HolderHistory.Entry> history,
            Feedback said) {}

    /**
     * The result of a change; empty fields for none.
     *
     * @param link of a new holder, shown once
     */
    record Feedback(String done, String link, String problem) {
        static final Feedback NOTHING = new Feedback("", "", "");

        static Feedback problem(String sentence) {
            return new Feedback("", "", sentence);
        }
    }

    @GET
    @Blocking
    public Uni<Response> post(@RestQuery @DefaultValue("") String id, @Context ContainerRequestContext request) {
        return render(id, Optional.empty(), Feedback.NOTHING, CurrentStaff.of(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Blocking
    public Uni<Response> change(
            @RestForm @DefaultValue("") String id,
            @RestForm String name,
            @RestForm String phone,
            @RestForm String account,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        ContactForm form = ContactForm.of(name, phone, account);
        Optional<String> problem = form.problemOfPost();
        Optional<PostSlot> slot = slots.find(id);
        if (slot.isEmpty() || problem.isPresent()) {
            return render(id, Optional.of(form), Feedback.problem(problem.orElse("")), staffMember);
        }
        boolean isNewHolder =
                slot.get().isVacant() || !slot.get().post().person().equals(form.name());
        return editor.changeHolder(slot.get().post(), form.contact(), editor(staffMember))
                .chain(() -> render(
                        id,
                        Optional.empty(),
                        isNewHolder
                                ? new Feedback(
                                        "从今天起是" + form.name() + "。",
                                        link(slot.get().post()),
                                        "")
                                : new Feedback("改好了。", "", ""),
                        staffMember));
    }

    @POST
    @Path("vacate")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Blocking
    public Uni<Response> vacate(@RestForm @DefaultValue("") String id, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<PostSlot> slot = slots.find(id).filter(found -> !found.isVacant());
        return slot.map(held -> editor.vacate(held.post(), editor(staffMember)))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> render(id, Optional.empty(), new Feedback("这个岗从今天起空着。", "", ""), staffMember));
    }

    static RosterEditor.Editor editor(StaffMember staffMember) {
        return new RosterEditor.Editor(staffMember.person().id(), staffMember.name());
    }

    private String link(Post post) {
        return links.linkOf(post.id()).map(path -> county.publicUrl() + path).orElse("");
    }

    private Uni<Response> render(String id, Optional<ContactForm> typed, Feedback feedback, StaffMember staffMember) {
        Optional<PostSlot> slot = slots.find(id);
        if (slot.isEmpty()) {
            return pageRenderer
                    .page("roster-absent", "", "岗位和人", "roster", staffMember, "")
                    .map(page -> PageRenderer.html(404, page));
        }
        Post post = slot.get().post();
        return editor.historyOf(post.id())
                .chain(history -> editor.countOpenTickets(post.area().value())
                        .chain(open -> pageRenderer.page(
                                "roster-post",
                                view(slot.get(), typed, history, open, feedback),
                                "岗位和人",
                                "roster",
                                staffMember,
                                "")))
                .map(page -> PageRenderer.html(feedback.problem().isEmpty() ? 200 : 422, page));
    }

    View view(PostSlot slot, Optional<ContactForm> typed, List<PastContact> history, long open, Feedback feedback) {
        Post post = slot.post();
        ContactForm held = ContactForm.of(
                slot.isVacant() ? new Contact("", "", "") : new Contact(post.person(), post.phone(), post.userId()));
        return new View(
                post,
                places.name(post),
                slot.isVacant(),
                slot.isVacant()
                        ? places.substitute(post, DeadlinePolicy.localDate(clock.instant()))
                                .orElse("")
                        : "",
                open,
                links.linkOf(post.id()).isPresent(),
                typed.orElse(held),
                HolderHistory.of(history, post.person(), clock.instant()),
                feedback);
    }
}
