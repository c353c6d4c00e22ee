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
import java.util.List;
import lianhu.core.roster.CountyFileComparison;
import lianhu.core.roster.CountyFileComparison.Difference;
import lianhu.core.roster.CountyFileComparison.Result;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;

/** 和文件对: how the county's files differ from the roster, and the button that brings them in. */
@Path("/desk/roster/files")
@Authenticated
public final class CountyFilesPage {
    private static final int ROWS = 300;

    private final CountyFileComparison comparison;
    private final PageRenderer pageRenderer;

    CountyFilesPage(CountyFileComparison comparison, PageRenderer pageRenderer) {
        this.comparison = comparison;
        this.pageRenderer = pageRenderer;
    }

    /**
     * @param fault the lines of what is wrong in the files
     * @param rows the first differences
     * @param more how many are not shown
     * @param mayApply false for the login that several people share: a change of many posts has one author
     * @param problem why nothing was applied; empty otherwise
     */
    record View(
            String files,
            List<String> fault,
            List<Difference> rows,
            int more,
            String fingerprint,
            boolean isDifferent,
            boolean isApplied,
            boolean mayApply,
            String problem) {}

    @GET
    public Uni<Response> compare(@Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return comparison.compare().chain(result -> render(result, "", staffMember));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> apply(
            @RestForm @DefaultValue("") String fingerprint, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return staffMember.isShared()
                ? comparison.compare().chain(result -> render(result, "请用自己的登录名来改。", staffMember))
                : comparison
                        .apply(fingerprint, PostPage.editor(staffMember))
                        .chain(result -> render(
                                result,
                                result.isApplied() || !result.fault().isEmpty() ? "" : "刚才又变了，什么也没有改。请再看一遍。",
                                staffMember));
    }

    private Uni<Response> render(Result result, String problem, StaffMember staffMember) {
        List<Difference> all = result.differences();
        View view = new View(
                result.files(),
                result.fault().lines().toList(),
                all.subList(0, Math.min(ROWS, all.size())),
                Math.max(0, all.size() - ROWS),
                result.fingerprint(),
                result.isDifferent(),
                result.isApplied(),
                !staffMember.isShared(),
                problem);
        return pageRenderer
                .page("roster-files", view, "岗位和人", "roster", staffMember, "")
                .map(page -> PageRenderer.html(problem.isEmpty() ? 200 : 409, page));
    }
}
