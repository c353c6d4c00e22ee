package lianhu.desk.roster;

import io.quarkus.security.Authenticated;
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
import lianhu.core.roster.Contact;
import lianhu.core.roster.RosterEditor;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/** One department: how it is reached, and the change of it. */
@Path("/desk/roster/department")
@Authenticated
public final class DepartmentPage {
    private final Departments departments;
    private final RosterEditor editor;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    DepartmentPage(Departments departments, RosterEditor editor, PageRenderer pageRenderer, InstantSource clock) {
        this.departments = departments;
        this.editor = editor;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /** @param open tickets that nobody has finished */
    record View(
            Department department,
            long open,
            ContactForm form,
            List<HolderHistory.Entry> history,
            PostPage.Feedback said) {}

    @GET
    public Uni<Response> department(@RestQuery @DefaultValue("") String id, @Context ContainerRequestContext request) {
        return render(id, Optional.empty(), PostPage.Feedback.NOTHING, CurrentStaff.of(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> change(
            @RestForm @DefaultValue("") String id,
            @RestForm String phone,
            @RestForm String account,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        ContactForm form = ContactForm.of("", phone, account);
        Optional<String> problem = form.problemOfContact();
        return problem.isPresent()
                ? render(id, Optional.of(form), PostPage.Feedback.problem(problem.get()), staffMember)
                : editor.changeDepartment(id, form.contact(), PostPage.editor(staffMember))
                        .chain(() -> render(id, Optional.empty(), new PostPage.Feedback("改好了。", "", ""), staffMember));
    }

    private Uni<Response> render(
            String id, Optional<ContactForm> typed, PostPage.Feedback feedback, StaffMember staffMember) {
        Optional<Department> found = departments.find(id);
        if (found.isEmpty()) {
            return pageRenderer
                    .page("roster-absent", "", "岗位和人", "roster", staffMember, "")
                    .map(page -> PageRenderer.html(404, page));
        }
        Department department = found.get();
        ContactForm held = ContactForm.of(new Contact("", department.phone(), department.userId()));
        return editor.historyOfDepartment(id)
                .chain(history -> editor.countOpenTickets(id)
                        .chain(open -> pageRenderer.page(
                                "roster-department",
                                new View(
                                        department,
                                        open,
                                        typed.orElse(held),
                                        HolderHistory.of(history, "", clock.instant()),
                                        feedback),
                                "岗位和人",
                                "roster",
                                staffMember,
                                "")))
                .map(page -> PageRenderer.html(feedback.problem().isEmpty() ? 200 : 422, page));
    }
}
