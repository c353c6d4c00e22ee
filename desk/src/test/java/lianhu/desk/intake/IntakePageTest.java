package lianhu.desk.intake;

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
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.catalogue.Category;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.classification.TextClassifier;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.ReportIntake;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.DrillOrganisers;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.auth.TeamLeadsFixture;
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
    private boolean isReal;
    private DrillOrganisers drillOrganisers = TeamLeadsFixture.drillOrganisers();
    private final List<Receipt> answers = new ArrayList<>();
    private final List<TicketQueries.Row> found = new ArrayList<>();
    private final InMemoryTicketRepository tickets = new InMemoryTicketRepository(InstantSource.fixed(DeskFixture.NOW));
    private final ReportIntake intake = SmallCountyFixture.intake(new InMemoryIntakeStore(tickets));
    private final TicketQueries.Row lamp = lamp();

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

    @Test
    void aVisitorIsStoredAsAVisitorAndAnotherTelephoneAsATelephone() {
        IntakeForm visitor = form("村口路灯坏了", "");
        visitor.call = "";
        IntakeForm telephone = form("桥头路灯坏了", "");
        telephone.call = "";
        telephone.source = "PHONE";

        file(visitor);
        file(telephone);
        file(form("坡上路灯坏了", ""));

        assertEquals(
                List.of(Channel.WALK_IN, Channel.PHONE, Channel.HOTLINE),
                submitted.stream().map(Report::channel).toList());
        assertEquals(List.of(CALL), settled, "a visitor has no call");
        String blank = html(page().form("", StaffRequests.of(STAFF)).await().indefinitely());
        assertTrue(blank.contains("value=\"WALK_IN\" checked"), blank);
        PageRenderHarness.keep("intake-blank", blank);
    }

    @Test
    void thePlaceIsTypedAndFiledWithoutAScript() {
        IntakeForm form = form("村口路灯坏了", "");
        form.area = null;
        form.place = "上河一组";

        Response page = file(form);

        assertEquals(200, page.getStatus(), html(page));
        assertEquals(RosterFixture.UNIT, submitted.getFirst().area());
    }

    @Test
    void anUnknownPlaceIsSaidToBeUnknownAndNothingIsFiled() {
        IntakeForm form = form("村口路灯坏了", "");
        form.area = null;
        form.place = "李家庄";

        Response page = file(form);

        assertEquals(422, page.getStatus());
        assertTrue(html(page).contains("没有对上“李家庄”这个地方"), html(page));
        assertTrue(html(page).contains("村口路灯坏了"), html(page));
        assertEquals(List.of(), submitted);
    }

    /** The words were changed after a place was chosen: the choice of before does not stand. */
    @Test
    void aChoiceThatTheWordsSuggestNoMoreDoesNotCount() {
        IntakeForm form = form("村口路灯坏了", "");
        form.place = "杭州";

        file(form);

        assertEquals(RosterFixture.AWAY_GRID, submitted.getFirst().area());
    }

    @Test
    void severalPlacesThatFitAreOfferedWithTheirWholePaths() {
        IntakeForm form = form("", "");
        form.area = null;
        form.place = "河村";

        String part = html(page().places(form).await().indefinitely());

        assertTrue(part.contains("云溪县 › 云溪镇 › 上河村 › 上河第一网格 › 上河村一组"), part);
        assertTrue(part.contains("有几个地方对得上，请点一个"), part);
        assertFalse(part.contains("checked"), part);
    }

    @Test
    void theWordsAreReadWhileTheyAreTypedByTheRulesOfTheIntake() {
        found.add(lamp);
        IntakeForm form = form("村口路灯坏了，垃圾也没人收", "");

        String part = html(page().reading(form).await().indefinitely());

        assertTrue(part.contains("data-category=\"lamp\"") && part.contains("data-category=\"rubbish\""), part);
        assertTrue(part.contains("话里有“路灯”"), part);
        assertTrue(part.contains("求助"), part);
        assertTrue(part.contains("name=\"into\" value=\"" + lamp.ticket().no() + "\""), part);
        assertTrue(part.contains("同一个村，同一类"), part);
        assertEquals(List.of(), submitted, "nothing is stored");
        PageRenderHarness.keep("intake-reading", html(file(withoutPlace(form))));
    }

    /** A family shares its telephone; who is merged reads the result. */
    @Test
    void aPrivateMatterOfTheNumberIsShownAndNotOfferedForAMerge() {
        found.add(row(UntranscribedVoice.PLACEHOLDER));

        String part = html(page().reading(form("村口路灯坏了", "")).await().indefinitely());

        assertEquals(Confidentiality.PRIVATE, found.getFirst().ticket().confidentiality());
        assertTrue(part.contains("这个号码报的"), part);
        assertFalse(part.contains("name=\"into\""), part);
    }

    @Test
    void whatSoundsLikeAnEmergencyIsSaidAtOnceAndOffersNoMerge() {
        found.add(lamp);

        String part = html(page().reading(form("灶房着火了，路灯也灭了", "")).await().indefinitely());

        assertTrue(part.contains("听着像急事：着火。") && part.contains("紧急"), part);
        assertFalse(part.contains("name=\"into\""), part);
    }

    /** Who is sealed is no hint for anybody: neither an owner nor a like ticket. */
    @Test
    void ofASealedMatterNobodyIsNamed() {
        found.add(lamp);

        String part = html(page().reading(form("我要举报网格员，路灯的钱他拿了", "")).await().indefinitely());

        assertTrue(part.contains("封存，只有专人看得到"), part);
        assertFalse(part.contains("交给") || part.contains("是不是这几件"), part);
    }

    @Test
    void theCategoryOfThePersonGoesBeforeTheWords() {
        IntakeForm form = form("村口路灯坏了，垃圾也没人收", "");
        form.category = "permit";

        file(form);
        String part = html(page().reading(form).await().indefinitely());

        assertEquals(
                Optional.of("permit"),
                submitted.getFirst().classification().orElseThrow().chosen().map(Category::code));
        assertTrue(part.contains("登记的人听了定为“permit”"), part);
        assertTrue(part.contains("云溪镇便民服务平台"), part);
    }

    @Test
    void theNumberIsWrittenAsItIsReadOut() {
        assertTrue(html(file(form("村口水管漏水", ""))).contains("四八二七 幺九三八"));
    }

    @Test
    void aReportIsMergedWhenItIsFiledAndTheSameFormAgainIsOneReport() {
        TicketNo first = intake.handle(SmallCountyFixture.report("first", "村口路灯坏了"))
                .await()
                .indefinitely()
                .ticket();
        isReal = true;
        IntakeForm form = form("还是村口那盏路灯", "");
        form.into = first.value();

        Response page = file(form);
        Response again = file(form);

        assertTrue(html(page).contains("并到一起办了，两个号都能查。"), html(page));
        assertEquals(html(page), html(again));
        TicketNo merged = answers.getFirst().ticket();
        assertEquals(
                Optional.of(first),
                tickets.find(merged)
                        .await()
                        .indefinitely()
                        .orElseThrow()
                        .ticket()
                        .mergedInto());
        assertEquals(answers.getFirst().no(), answers.getLast().no());
    }

    @Test
    void aReportThatCannotBeMergedIsFiledOnItsOwnAndSaysSo() {
        TicketNo first = intake.handle(SmallCountyFixture.report("first", "村口路灯坏了"))
                .await()
                .indefinitely()
                .ticket();
        isReal = true;
        IntakeForm merged = form("还是村口那盏路灯", "");
        merged.into = first.value();
        file(merged);
        IntakeForm form = form("又是那盏路灯", "");
        form.into = answers.getFirst().ticket().value();

        Response page = file(form);

        assertEquals(200, page.getStatus());
        assertTrue(html(page).contains("单独成了一件，没有并："), html(page));
        assertTrue(html(page).contains("存好了"), html(page));
    }

    @Test
    void onlyWhoOrganisesDrillsIsOfferedOneAndFilesOne() {
        // When
        String withoutRight =
                html(page().form("", StaffRequests.of(STAFF)).await().indefinitely());
        Response refused = file(drill("柴房着火了"));
        drillOrganisers = TeamLeadsFixture.drillOrganisers(STAFF.login());
        String withRight = html(page().form("", StaffRequests.of(STAFF)).await().indefinitely());
        // Then
        assertFalse(withoutRight.contains("这是演练"), withoutRight);
        assertEquals(403, refused.getStatus());
        assertTrue(html(refused).contains("您没有登记演练的权限，没有存。"), html(refused));
        assertEquals(List.of(), submitted);
        assertTrue(withRight.contains("这是演练"), withRight);
    }

    @Test
    void aDrillIsFiledAsOneAndThePageSaysSoBeforeTheNumber() {
        // Given
        drillOrganisers = TeamLeadsFixture.drillOrganisers(STAFF.login());
        isReal = true;
        found.add(lamp);
        IntakeForm real = form("村口路灯坏了", "");
        // When
        String page = html(file(drill("村口路灯坏了")));
        String reading = html(page().reading(drill("村口路灯坏了")).await().indefinitely());
        String readingOfReal = html(page().reading(real).await().indefinitely());
        file(real);
        // Then
        assertTrue(page.contains("【演练】这件是点验演练，不是真事。"), page);
        assertTrue(page.indexOf("【演练】这件是点验演练") < page.indexOf("请念给他听"), page);
        assertEquals(
                List.of(true, false), submitted.stream().map(Report::isDrill).toList());
        assertFalse(reading.contains("登记，并到这件"), reading);
        assertTrue(readingOfReal.contains("登记，并到这件"), readingOfReal);
    }

    private static IntakeForm drill(String words) {
        IntakeForm form = form(words, "");
        form.drill = "yes";
        return form;
    }

    private static IntakeForm withoutPlace(IntakeForm form) {
        form.area = null;
        form.place = "河村";
        return form;
    }

    private Response file(IntakeForm form) {
        return page().file(form, StaffRequests.of(STAFF)).await().indefinitely();
    }

    private IntakePage page() {
        ReportSubmission submission = report -> {
            submitted.add(report);
            return answer.apply(
                            isReal ? intake.handle(report) : Uni.createFrom().item(receipt()))
                    .invoke(answers::add);
        };
        InstantSource clock = InstantSource.fixed(DeskFixture.NOW);
        IntakeFiling filing = new IntakeFiling(
                submission,
                SmallCountyFixture.casework(tickets, clock),
                queries(),
                new TextClassifier(SmallCountyFixture.CATALOGUE),
                SmallCountyFixture.CATALOGUE,
                callLog(),
                clock);
        return new IntakePage(
                filing,
                new IntakeReader(intake, filing, queries(), RosterFixture.areas(), clock),
                callLog(),
                RosterFixture.areas(),
                DeskFixture.NAMES,
                drillOrganisers,
                PageRenderHarness.pages(),
                clock);
    }

    private TicketQueries queries() {
        return (TicketQueries) Proxy.newProxyInstance(
                TicketQueries.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> method.getName().equals("list")
                        ? Uni.createFrom().item(new TicketQueries.Page(List.copyOf(found), "", found.size()))
                        : tickets.find((TicketNo) arguments[0])
                                .map(stored -> stored.map(one -> new TicketQueries.TicketDetails(
                                        one.ticket(), "", List.of(), List.of(), List.of(), List.of()))));
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
        form.area = RosterFixture.UNIT.value();
        form.words = words;
        form.phone = phone;
        return form;
    }

    private TicketQueries.Row lamp() {
        return row("村口路灯坏了");
    }

    private TicketQueries.Row row(String words) {
        Receipt receipt =
                intake.handle(SmallCountyFixture.report(words, words)).await().indefinitely();
        return new TicketQueries.Row(
                tickets.find(receipt.ticket())
                        .await()
                        .indefinitely()
                        .orElseThrow()
                        .ticket(),
                receipt.title(),
                List.of(new TicketQueries.ReceiptInfo(receipt.no(), Channel.RELAY, "", "", SmallCountyFixture.NOW)));
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
