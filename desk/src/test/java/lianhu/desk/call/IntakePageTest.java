package lianhu.desk.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

class IntakePageTest {
    private static final StaffMember STAFF = new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"));
    private static final String NUMBER = "13900000003";
    private static final String CALL = "1764.1";

    private final List<Report> submitted = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();
    private UnaryOperator<Uni<Receipt>> answer = UnaryOperator.identity();
    private boolean isLogAway;
    private String language = "";

    @Test
    void whatIsFiledTakesTheNumberOfTheCallAndSettlesIt() {
        Response page = file(form("村口水管漏水", ""));

        assertEquals(200, page.getStatus());
        assertTrue(html(page).contains("4827 1938"), html(page));
        assertEquals(NUMBER, submitted.getFirst().reporter().phone());
        assertEquals(List.of(CALL), settled);
        assertFalse(html(page).contains(NUMBER));
    }

    @Test
    void theLanguageThatTheCallerWantsIsShownAndStoredWithTheReport() {
        language = "bo";

        String form = html(page().form(CALL, StaffRequests.of(STAFF)).await().indefinitely());
        file(form("村口水管漏水", ""));

        assertTrue(form.contains("要藏语。"), form);
        assertEquals("村口水管漏水\n来电人要的是藏语，请懂的同事听和回电话。", submitted.getFirst().words());
        language = "";
        file(form("桥头路灯坏了", ""));
        assertEquals("桥头路灯坏了", submitted.getLast().words());
    }

    @Test
    void aReportThatIsFiledIsSaidToBeFiledAlsoWhenItsCallCannotBeSettled() {
        isLogAway = true;

        Response page = file(form("村口水管漏水", ""));

        assertEquals(200, page.getStatus());
        assertTrue(html(page).contains("存好了"), html(page));
    }

    /** Back, other words, once more: the words must not be lost under the number of the first. */
    @Test
    void otherWordsUnderAUsedKeyAreNotSaidToBeStored() {
        answer = stored -> stored.map(Receipt::forOtherReport);
        IntakeForm form = form("桥头路灯坏了", "");
        String key = form.idempotencyKey();

        Response page = file(form);

        assertEquals(409, page.getStatus());
        assertTrue(html(page).contains("现在写的还没有存"), html(page));
        assertTrue(html(page).contains("桥头路灯坏了"), html(page));
        assertNotEquals(key, form.idempotencyKey());
        assertEquals(List.of(), settled);
    }

    @Test
    void aStoreThatIsAwayKeepsWhatWasWritten() {
        answer = stored -> Uni.createFrom().failure(new StoreUnavailableException("away", new IllegalStateException()));

        Response page = file(form("村口水管漏水", "139 0000-0009"));

        assertEquals(503, page.getStatus());
        assertTrue(html(page).contains("村口水管漏水") && html(page).contains("139 0000-0009"), html(page));
    }

    @Test
    void aNumberIsTakenAsPeopleTypeItAndAWrongOneIsAskedAgain() {
        file(form("村口水管漏水", "+86 139-0000-0009"));
        Response wrong = file(form("村口水管漏水", "12"));

        assertEquals("13900000009", submitted.getFirst().reporter().phone());
        assertEquals(422, wrong.getStatus());
        assertTrue(html(wrong).contains(PhoneNumberParser.INVALID));
        assertEquals(1, submitted.size());
    }

    private Response file(IntakeForm form) {
        return page().file(form, StaffRequests.of(STAFF)).await().indefinitely();
    }

    private IntakePage page() {
        ReportSubmission submission = report -> {
            submitted.add(report);
            return answer.apply(Uni.createFrom().item(receipt()));
        };
        return new IntakePage(
                submission,
                callLog(),
                DeskFixture.AREAS,
                PageRenderHarness.pages(),
                InstantSource.fixed(DeskFixture.NOW));
    }

    private CallLog callLog() {
        return (CallLog) Proxy.newProxyInstance(
                CallLog.class.getClassLoader(), new Class<?>[] {CallLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("find")) {
                        return Uni.createFrom().item(Optional.of(call()));
                    }
                    if (isLogAway) {
                        return Uni.createFrom().failure(new IllegalStateException("away"));
                    }
                    settled.add((String) arguments[0]);
                    return Uni.createFrom().item(true);
                });
    }

    private LoggedCall call() {
        Instant at = DeskFixture.NOW;
        return new LoggedCall(
                CALL,
                NUMBER,
                at,
                Optional.of(at),
                Optional.of(CallOutcome.CALLBACK_TASK),
                true,
                "",
                0,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                language,
                List.of());
    }

    private static IntakeForm form(String words, String phone) {
        IntakeForm form = IntakeForm.blank(CALL);
        form.area = DeskFixture.UNIT.value();
        form.words = words;
        form.phone = phone;
        return form;
    }

    private static Receipt receipt() {
        return new Receipt(
                ReceiptNo.parse("48271938").orElseThrow(),
                new TicketNo("GD20261123621099000001"),
                "水管漏水",
                DeskFixture.UNIT,
                new Owner(OwnerType.DEPARTMENT, "waterworks", "云溪县水厂"),
                DeskFixture.NOW,
                Urgency.NORMAL,
                Confidentiality.OPEN,
                "",
                NoticeType.RECEIPT);
    }

    private static String html(Response page) {
        return String.valueOf(page.getEntity());
    }
}
