package lianhu.desk.roster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.roster.CountyFileComparison;
import lianhu.core.roster.RosterEditor;
import lianhu.core.ticket.Actor;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

/** The page on which the files and the roster are compared. */
class CountyFilesPageTest {
    private static final ContainerRequestContext CHEN =
            StaffRequests.of(new StaffMember(new Actor(Actor.Type.DESK, "desk", "陈静"), "chen.jing"));
    private static final ContainerRequestContext SHARED =
            StaffRequests.of(new StaffMember(new Actor(Actor.Type.DESK, "desk", "受理台"), StaffMember.SHARED));

    private final FakeComparison comparison = new FakeComparison();
    private final CountyFilesPage page = new CountyFilesPage(comparison, PageRenderHarness.pages());

    @Test
    void theDifferencesAreShownWithTheButton() {
        // When
        String shown = body(page.compare(CHEN));
        PageRenderHarness.keep("roster-files", shown);
        // Then
        assertTrue(shown.contains("岗位 上河村一组 联户长老张：人 老张 → 何小军"), shown);
        assertTrue(shown.contains("value=\"f1\"") && shown.contains("照文件改</button>"), shown);
    }

    @Test
    void whatWasShownIsAppliedByAPersonAndNothingElse() {
        // When
        Response stale = await(page.apply("f0", CHEN));
        Response applied = await(page.apply("f1", CHEN));
        // Then
        assertEquals(409, stale.getStatus());
        assertTrue(stale.getEntity().toString().contains("刚才又变了，什么也没有改。"), stale.getEntity()::toString);
        assertEquals(200, applied.getStatus());
        assertTrue(applied.getEntity().toString().contains("照文件改好了。"), applied.getEntity()::toString);
        assertEquals(List.of("desk:chen.jing"), comparison.appliedBy);
    }

    @Test
    void theSharedLoginLooksOnly() {
        // When
        String shown = body(page.compare(SHARED));
        Response refused = await(page.apply("f1", SHARED));
        // Then
        assertFalse(shown.contains("照文件改</button>"), shown);
        assertTrue(shown.contains("要改，请用自己的登录名。"), shown);
        assertEquals(409, refused.getStatus());
        assertEquals(List.of(), comparison.appliedBy);
    }

    @Test
    void filesWithErrorsAreNamedByLineAndChangeNothing() {
        // Given
        comparison.fault = "县“yunxi”的文件夹有 1 处不对，改好再启动：\ncounties/yunxi/posts.csv:17 没有这个地方";
        // When
        String shown = body(page.compare(CHEN));
        // Then
        assertTrue(shown.contains("posts.csv:17"), shown);
        assertFalse(shown.contains("照文件改</button>"), shown);
    }

    private static String body(Uni<Response> response) {
        return await(response).getEntity().toString();
    }

    private static Response await(Uni<Response> response) {
        return response.await().indefinitely();
    }

    private static final class FakeComparison implements CountyFileComparison {
        final List<String> appliedBy = new ArrayList<>();
        String fault = "";

        @Override
        public Uni<Result> compare() {
            return Uni.createFrom().item(result(false));
        }

        @Override
        public Uni<Result> apply(String fingerprint, RosterEditor.Editor editor) {
            boolean isSame = fingerprint.equals("f1");
            if (isSame) {
                appliedBy.add(editor.id());
            }
            return Uni.createFrom().item(result(isSame));
        }

        private Result result(boolean isApplied) {
            return new Result(
                    "/opt/lianhu/counties/yunxi",
                    fault,
                    fault.isEmpty() ? List.of(new Difference("改", "岗位 上河村一组 联户长老张：人 老张 → 何小军")) : List.of(),
                    "f1",
                    fault.isEmpty(),
                    isApplied);
        }
    }
}
