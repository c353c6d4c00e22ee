package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.ReporterDisclosure;
import lianhu.core.casework.ReporterIdentities;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.Query;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.TicketQueries.Totals;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgTicketQueriesTest {
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final AreaCode COUNTY = new AreaCode("621099");
    private static final AreaCode TOWN = new AreaCode("621099101");
    private static final AreaCode VILLAGE = new AreaCode("621099101201");
    private static final AreaCode GRID = new AreaCode("621099101201001");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final AreaCode ELSEWHERE = new AreaCode("621099102201001-L001");
    private static YunxiDatabaseFixture road;
    private static PgTicketQueries worklist;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
        worklist = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @Test
    void aFileTellsEverythingInItsWordsButNotWhoSaidIt() {
        // Given
        Receipt receipt = road.report(UNIT, "桥头路灯不亮三天了，麻烦看看");
        road.act(receipt.ticket(), Action.of(ActionType.ACCEPT, YunxiDatabaseFixture.KEEPER));
        road.act(
                receipt.ticket(),
                Action.of(ActionType.RESULT, YunxiDatabaseFixture.KEEPER).withWords("灯头换好了"));
        // When
        TicketDetails ticketDetails =
                await(worklist.find(receipt.ticket(), Viewer.DESK)).orElseThrow();
        // Then
        assertEquals("桥头路灯不亮三天了，麻烦看看", ticketDetails.texts().getFirst().text());
        assertEquals(receipt.title(), ticketDetails.title());
        assertEquals("李*", ticketDetails.receipts().getFirst().reporter());
        assertEquals(Channel.WEB, ticketDetails.receipts().getFirst().channel());
        assertEquals(State.FEEDBACK_DUE, ticketDetails.ticket().state());
        assertEquals(
                List.of(
                        EventType.RECEIVED,
                        EventType.TRIAGED,
                        EventType.DISPATCHED,
                        EventType.ACCEPTED,
                        EventType.RESULT_SUBMITTED),
                ticketDetails.history().stream()
                        .map(event -> event.change().type())
                        .toList());
        assertEquals("灯头换好了", ticketDetails.history().getLast().words());
        assertEquals(
                ticketDetails.ticket().version(),
                ticketDetails.history().getLast().seq());
        assertFalse(ticketDetails.deliveries().isEmpty());
    }

    @Test
    void whatIsWrittenDownOfAVoiceIsItsTitleAndIsFound() {
        // Given
        Receipt receipt = road.report(UNIT, UntranscribedVoice.PLACEHOLDER);
        // When
        road.act(receipt.ticket(), Action.of(ActionType.WRITE_DOWN, DESK).withWords("石碾旁的井盖没了。在东头"));
        // Then
        TicketDetails ticketDetails =
                await(worklist.find(receipt.ticket(), Viewer.DESK)).orElseThrow();
        assertEquals(UntranscribedVoice.TITLE, receipt.title());
        assertEquals("石碾旁的井盖没了", ticketDetails.title());
        assertEquals("石碾旁的井盖没了。在东头", ticketDetails.history().getLast().words());
        assertEquals(Confidentiality.PRIVATE, ticketDetails.ticket().confidentiality());
        Page found = await(worklist.list(query(Optional.empty(), "石碾", "", 3), Viewer.DESK));
        assertEquals(
                List.of(receipt.ticket()),
                found.items().stream().map(row -> row.ticket().no()).toList());
    }

    @Test
    void whatWasWrittenByItsReporterIsNotWrittenDown() {
        // Given
        Receipt receipt = road.report(UNIT, "石桥路灯不亮");
        // When
        TicketService.Outcome outcome = road.perform(
                receipt.ticket(), Action.of(ActionType.WRITE_DOWN, DESK).withWords("另一件"));
        // Then
        assertInstanceOf(TicketService.Outcome.Rejected.class, outcome);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        // Given
        AreaCode place = new AreaCode("621099102202001-L002");
        List<TicketNo> told = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            told.addFirst(road.report(place, "水渠第" + i + "段渗水").ticket());
        }
        // When
        List<TicketNo> seen = new ArrayList<>();
        String cursor = "";
        do {
            Page page = await(worklist.list(query(Optional.of(place), "", cursor, 3), Viewer.DESK));
            assertEquals(7, page.total());
            page.items().forEach(row -> seen.add(row.ticket().no()));
            cursor = page.next();
        } while (!cursor.isEmpty());
        // Then
        assertEquals(told, seen);
    }

    @Test
    void aSearchFindsTheWordsOfTitlesAndNothingElse() {
        // Given
        AreaCode place = new AreaCode("621099201201001-L003");
        TicketNo both = road.report(place, "西头铁皮水塔漏水").ticket();
        TicketNo second = road.report(place, "东头铁皮水塔歪了").ticket();
        road.report(place, "水塔那边的铁皮响");
        // When
        Page page = await(worklist.list(query(Optional.empty(), "铁皮水塔", "", 1), Viewer.DESK));
        Page rest = await(worklist.list(query(Optional.empty(), "铁皮水塔", page.next(), 1), Viewer.DESK));
        // Then
        assertEquals(2, page.total());
        assertEquals(List.of(second), numbers(page));
        assertEquals(List.of(both), numbers(rest));
        assertEquals("", rest.next());
        assertEquals(
                3,
                await(worklist.list(query(Optional.of(place), "塔", "", 9), Viewer.DESK))
                        .total());
        // Its pieces 铁皮, 皮水 and 水塔 stand in no title in this order.
        assertEquals(
                0,
                await(worklist.list(query(Optional.empty(), "水塔铁皮", "", 9), Viewer.DESK))
                        .total());
    }

    @Test
    void aNumberInTheSearchFindsItsTicket() {
        Receipt receipt = road.report(ELSEWHERE, "村口的柴草堆在路上");
        assertEquals(
                List.of(receipt.ticket()),
                numbers(await(worklist.list(query(Optional.empty(), receipt.no().spoken(), "", 9), Viewer.DESK))));
        assertEquals(
                List.of(receipt.ticket()),
                numbers(await(
                        worklist.list(query(Optional.empty(), receipt.ticket().value(), "", 9), Viewer.DESK))));
    }

    @Test
    void filtersNarrow() {
        // Given
        Receipt receipt = road.report(ELSEWHERE, "广播喇叭不响了");
        Query all = Query.all(200);
        // When
        Page bySource = await(worklist.list(
                new Query(
                        Optional.empty(),
                        Optional.of(road.sourceOf(receipt)),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        "",
                        "",
                        9),
                Viewer.DESK));
        Page byReceipt = await(worklist.list(
                new Query(
                        Optional.of(receipt.no()),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(State.DISPATCHED),
                        Optional.of(receipt.owner().id()),
                        "",
                        "",
                        9),
                Viewer.DESK));
        Page closed = await(worklist.list(
                new Query(
                        Optional.of(receipt.no()),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(State.CLOSED),
                        Optional.empty(),
                        "",
                        "",
                        9),
                Viewer.DESK));
        // Then
        assertEquals(List.of(receipt.ticket()), numbers(bySource));
        assertEquals(List.of(receipt.ticket()), numbers(byReceipt));
        assertEquals(List.of(), numbers(closed));
        assertTrue(await(worklist.list(all, Viewer.DESK)).total() > 1);
    }

    @Test
    void aPlaceHoldsWhatIsBelowItAndNothingBesideIt() {
        // Given
        TicketNo inside = road.report(UNIT, "健身器材断了一根").ticket();
        TicketNo beside =
                road.report(new AreaCode("621099101202001-L001"), "健身器材断了两根").ticket();
        // When
        List<TicketNo> found = numbers(await(worklist.list(query(Optional.of(VILLAGE), "健身器材", "", 200), Viewer.DESK)));
        // Then
        assertTrue(found.contains(inside));
        assertFalse(found.contains(beside));
    }

    @Test
    void whatIsSealedIsAbsentForAllButItsCircle() {
        // Given
        Receipt receipt = road.report(UNIT, "实名举报有人套取补助款");
        assertEquals(Confidentiality.SEALED, receipt.confidentiality());
        // When
        List<Viewer> outside = List.of(
                Viewer.DESK,
                Viewer.post(COUNTY),
                Viewer.post(TOWN),
                Viewer.post(GRID),
                Viewer.post(UNIT),
                Viewer.department("housing"));
        // Then
        for (Viewer viewer : outside) {
            assertEquals(Optional.empty(), await(worklist.find(receipt.ticket(), viewer)), viewer.toString());
            assertEquals(Optional.empty(), await(worklist.find(receipt.no(), viewer)), viewer.toString());
            assertFalse(numbers(await(worklist.list(Query.all(200), viewer))).contains(receipt.ticket()));
            assertFalse(numbers(await(worklist.list(Query.queue(QueueFilter.ALL, Optional.empty(), "", 200), viewer)))
                    .contains(receipt.ticket()));
            assertEquals(
                    0,
                    await(worklist.list(query(Optional.empty(), receipt.no().digits(), "", 9), viewer))
                            .total());
        }
        Viewer circle = Viewer.department("discipline");
        assertTrue(await(worklist.find(receipt.ticket(), circle)).isPresent());
        assertTrue(numbers(await(worklist.list(Query.all(200), circle))).contains(receipt.ticket()));
        assertTrue(await(worklist.find(receipt.no(), Viewer.GATEWAY)).isPresent());
    }

    @Test
    void twoPersonsOfTheCircleLearnWhoReportedAndItStandsInTheHistory() {
        // Given
        Receipt receipt = road.report(UNIT, "实名举报有人虚报冒领");
        Viewer circle = Viewer.department("discipline");
        Actor one = new Actor(Actor.Type.DESK, "desk:a", "甲");
        Actor other = new Actor(Actor.Type.DESK, "desk:b", "乙");
        ReporterDisclosure reporterDisclosure = new ReporterDisclosure(
                worklist,
                road.tickets(),
                new PgReporterIdentities(road.pool(), YunxiDatabaseFixture.VAULT),
                identities -> Uni.createFrom().item(Map.of()),
                road.clock());
        // When
        await(reporterDisclosure.request(receipt.ticket(), circle, one, "要当面核实"));
        await(reporterDisclosure.approve(receipt.ticket(), circle, other, "同意"));
        ReporterDisclosure.Outcome shown = await(reporterDisclosure.disclose(receipt.ticket(), circle, one));
        // Then
        assertEquals(
                ReporterDisclosure.Outcome.NotFound.class,
                await(reporterDisclosure.disclose(receipt.ticket(), Viewer.DESK, one))
                        .getClass());
        ReporterIdentities.ReporterIdentity reporterIdentity = assertInstanceOf(
                        ReporterDisclosure.Outcome.Disclosed.class, shown)
                .reporters()
                .getFirst();
        assertEquals(receipt.no(), reporterIdentity.receipt());
        assertEquals(YunxiDatabaseFixture.LI, reporterIdentity.person());
        assertEquals("实名举报有人虚报冒领", reporterIdentity.words());
        TicketDetails ticketDetails =
                await(worklist.find(receipt.ticket(), circle)).orElseThrow();
        assertEquals(
                List.of(EventType.UNSEAL_ASKED, EventType.UNSEALED, EventType.UNSEAL_SEEN),
                ticketDetails.history().stream()
                        .map(event -> event.change().type())
                        .skip(ticketDetails.history().size() - 3)
                        .toList());
        assertEquals(
                0,
                await(worklist.list(query(Optional.empty(), YunxiDatabaseFixture.LI.name(), "", 9), circle))
                        .total());
    }

    @Test
    void aMatterAboutOneOfTheChainIsAbsentForThatChain() {
        // Given
        Receipt receipt = road.report(UNIT, "投诉村支书不给开证明");
        // When
        Optional<AreaCode> recused = await(worklist.find(receipt.ticket(), Viewer.DESK))
                .orElseThrow()
                .ticket()
                .route()
                .recusedArea();
        // Then
        assertEquals(Optional.of(VILLAGE), recused);
        for (AreaCode chain : List.of(VILLAGE, GRID, UNIT)) {
            assertEquals(Optional.empty(), await(worklist.find(receipt.ticket(), Viewer.post(chain))), chain.value());
            assertFalse(numbers(await(worklist.list(query(Optional.of(UNIT), "", "", 200), Viewer.post(chain))))
                    .contains(receipt.ticket()));
        }
        assertTrue(await(worklist.find(
                        receipt.ticket(), Viewer.department(receipt.owner().id())))
                .isPresent());
    }

    @Test
    void aPostSeesItsPlaceAndAnOfficeWhatItLeads() {
        // Given
        Receipt lamp = road.report(UNIT, "桥头路灯不亮", YunxiDatabaseFixture.LI, Channel.GROUP, "group:wrL001");
        Receipt gas = road.report(ELSEWHERE, "燃气公司换表收费咋算");
        // Then
        assertTrue(await(worklist.find(lamp.ticket(), Viewer.post(UNIT))).isPresent());
        assertTrue(await(worklist.find(lamp.ticket(), Viewer.post(GRID))).isPresent());
        assertEquals(Optional.empty(), await(worklist.find(lamp.ticket(), Viewer.post(ELSEWHERE))));
        assertEquals(Optional.empty(), await(worklist.find(lamp.ticket(), Viewer.department("power"))));
        assertTrue(
                await(worklist.find(gas.ticket(), Viewer.department(gas.owner().id())))
                        .isPresent());
    }

    @Test
    void whatIsSensitiveIsSeenByItsDepartmentAndTheDeskOnly() {
        // Given
        Receipt wages = road.report(UNIT, "老板拖欠工资四个月");
        assertEquals(Confidentiality.PRIVATE, wages.confidentiality());
        // Then
        for (AreaCode area : List.of(UNIT, GRID, VILLAGE, TOWN, COUNTY)) {
            assertEquals(Optional.empty(), await(worklist.find(wages.no(), Viewer.post(area))), area.value());
            assertFalse(numbers(await(worklist.list(query(Optional.of(UNIT), "", "", 200), Viewer.post(area))))
                    .contains(wages.ticket()));
        }
        assertTrue(await(worklist.find(wages.no(), Viewer.department("labourguard")))
                .isPresent());
        assertTrue(await(worklist.find(wages.no(), Viewer.DESK)).isPresent());
    }

    @Test
    void aUnitHeadSeesWhatWasSaidInTheGroupOrByHimAndNothingSaidPrivately() {
        // Given
        PersonDetails li = YunxiDatabaseFixture.LI;
        List<TicketNo> said = List.of(
                road.report(UNIT, "桥头路灯不亮", li, Channel.GROUP, "group:wrL001").ticket(),
                road.report(UNIT, "桥头路灯又不亮", li, Channel.RELAY, "unit:L001").ticket());
        List<TicketNo> privately = List.of(
                road.report(UNIT, "我家门口路灯不亮", li, Channel.WEB, "web:1").ticket(),
                road.report(UNIT, "我家门口路灯又不亮", li, Channel.KF, "kf:1").ticket(),
                road.report(UNIT, "我家后面路灯不亮", li, Channel.PRIVATE, "private:li").ticket());
        // When
        List<TicketNo> seen = numbers(await(worklist.list(query(Optional.of(UNIT), "", "", 200), Viewer.post(UNIT))));
        // Then
        assertTrue(seen.containsAll(said));
        assertFalse(seen.stream().anyMatch(privately::contains));
        List<TicketNo> byKeeper =
                numbers(await(worklist.list(query(Optional.of(UNIT), "", "", 200), Viewer.post(GRID))));
        assertTrue(byKeeper.containsAll(privately));
    }

    @Test
    void aUnitHeadIsCalledToAnEmergencyThatWasSaidPrivately() {
        // When
        Receipt fire = road.report(UNIT, "后院草垛着火了");
        // Then
        assertTrue(await(worklist.find(fire.ticket(), Viewer.post(UNIT))).isPresent());
    }

    @Test
    void aMergedReceiptFindsTheTicketItWentInto() {
        // Given
        Receipt one = road.report(ELSEWHERE, "水沟堵了，往院里倒灌");
        Receipt two = road.report(ELSEWHERE, "我们这儿水沟堵了");
        Receipt three = road.report(ELSEWHERE, "水沟堵得厉害");
        road.act(one.ticket(), Action.of(ActionType.MERGE, DESK).into(two.ticket()));
        road.act(two.ticket(), Action.of(ActionType.MERGE, DESK).into(three.ticket()));
        // When
        TicketDetails ticketDetails =
                await(worklist.find(one.no(), Viewer.DESK)).orElseThrow();
        // Then
        assertEquals(three.ticket(), ticketDetails.ticket().no());
        assertEquals(
                Set.of(one.no(), two.no(), three.no()),
                Set.copyOf(ticketDetails.receipts().stream()
                        .map(receiptInfo -> receiptInfo.receipt())
                        .toList()));
        OwnTicket ownTicket = await(worklist.ownTickets(YunxiDatabaseFixture.LI, Optional.empty(), 3))
                .getLast();
        assertEquals(one.no(), ownTicket.receipt());
        assertEquals(three.ticket(), ownTicket.ticket().no());
        assertEquals(one.title(), ownTicket.title());
    }

    @Test
    void aQuestionGoesToTheFirstReporterOfATicketWhoSaidItInPerson() {
        // Given
        PersonDetails head = new PersonDetails("zhou.shen", "周婶", "");
        PersonDetails first = new PersonDetails("qian.bo", "钱伯", "");
        PersonDetails second = new PersonDetails("feng.shu", "冯叔", "");
        road.relay(ELSEWHERE, "渠里没水", new PersonDetails("", "孙婶", "15400007777"), head);
        Receipt survivor = road.report(ELSEWHERE, "渠边塌了", first, Channel.PRIVATE, "private:qian.bo");
        Receipt merged = road.report(ELSEWHERE, "渠边塌了一块", second, Channel.PRIVATE, "private:feng.shu");
        road.act(merged.ticket(), Action.of(ActionType.MERGE, DESK).into(survivor.ticket()));
        // Then
        assertEquals(List.of(false), receiveQuestions(head), "who only passed it on");
        assertEquals(List.of(true), receiveQuestions(first));
        assertEquals(List.of(false), receiveQuestions(second), "whose report was merged into an earlier one");
    }

    private List<Boolean> receiveQuestions(PersonDetails person) {
        return await(worklist.ownTickets(person, Optional.empty(), 9)).stream()
                .map(OwnTicket::receivesQuestions)
                .toList();
    }

    @Test
    void aPersonFindsHerOwnAndNobodyElses() {
        // Given
        PersonDetails wang = new PersonDetails("wang.dama", "王大妈", "");
        Receipt hers = road.report(ELSEWHERE, "村里喇叭不响", wang, Channel.GROUP, "group:wrLIUGOU0001");
        Receipt alone = road.report(ELSEWHERE, "想问低保怎么办", wang, Channel.PRIVATE, "private:wang.dama");
        // Then
        assertEquals(List.of(alone.no(), hers.no()), receipts(await(worklist.ownTickets(wang, Optional.empty(), 9))));
        assertEquals(
                List.of(hers.no()), receipts(await(worklist.ownTickets(wang, Optional.of("group:wrLIUGOU0001"), 9))));
        assertEquals(
                List.of(alone.no(), hers.no()),
                receipts(await(worklist.ownTickets(wang, Optional.of("private:wang.dama"), 9))));
        assertEquals(List.of(), await(worklist.ownTickets(new PersonDetails("other", "", ""), Optional.empty(), 9)));
        assertEquals(List.of(), await(worklist.ownTickets(PersonDetails.UNKNOWN, Optional.empty(), 9)));
    }

    @Test
    void whatWaitsForAPersonIsSettledOnce() {
        // Given
        road.report(UNIT, "垃圾点三天没清", YunxiDatabaseFixture.LI, Channel.RELAY, "unit:L001");
        Delivery waiting = await(worklist.waitingForUnitHead(UNIT)).getLast();
        // When
        boolean first = await(worklist.settle(waiting.id(), DeliveryState.SENT, "已转发", Viewer.DESK));
        boolean second = await(worklist.settle(waiting.id(), DeliveryState.SENT, "已转发", Viewer.DESK));
        // Then
        assertTrue(first);
        assertFalse(second);
        assertFalse(await(worklist.waitingForUnitHead(UNIT)).stream().anyMatch(one -> one.id() == waiting.id()));
        assertTrue(await(worklist.deliveries(Set.of(DeliveryState.SENT), 500, Viewer.DESK)).stream()
                .anyMatch(one -> one.id() == waiting.id() && one.why().equals("已转发")));
    }

    @Test
    void theFiguresSayWhatHappened() throws Exception {
        // Given
        Totals before = freshTotals();
        Receipt one = road.report(ELSEWHERE, "杂物堆在巷道口");
        Receipt two = road.report(ELSEWHERE, "巷道口杂物堆成山");
        road.act(one.ticket(), Action.of(ActionType.MERGE, DESK).into(two.ticket()));
        road.act(two.ticket(), Action.of(ActionType.DISPATCH, DESK).to(road.department("bm-621099102")));
        // When
        Totals working = freshTotals();
        Actor office = new Actor(Actor.Type.DEPARTMENT, "bm-621099102", "柳沟镇便民中心");
        road.act(two.ticket(), Action.of(ActionType.RESULT, office).withWords("清走了"));
        Totals typed = freshTotals();
        boolean isSeen = await(worklist.markResultSeen(one.no()));
        boolean isSeenAgain = await(worklist.markResultSeen(one.no()));
        Totals seen = freshTotals();
        road.act(
                two.ticket(),
                Action.of(
                                ActionType.REOPEN,
                                new Actor(Actor.Type.REPORTER, two.no().digits(), ""))
                        .withWords("又堆上了"));
        Totals reopened = freshTotals();
        // Then
        assertEquals(plus(before, 2, 0, 0, 2), working);
        assertEquals(plus(before, 2, 0, 2, 0), typed, "a result that was typed has not been seen");
        assertTrue(isSeen);
        assertFalse(isSeenAgain);
        assertEquals(plus(before, 2, 1, 1, 0), seen);
        assertEquals(plus(before, 2, 0, 0, 2), reopened);
    }

    @Test
    void whoSaysThatItIsDoneHasSeenTheResult() throws Exception {
        // Given
        Receipt receipt = road.report(UNIT, "健身器材松了");
        road.act(receipt.ticket(), Action.of(ActionType.ACCEPT, YunxiDatabaseFixture.KEEPER));
        road.act(
                receipt.ticket(),
                Action.of(ActionType.RESULT, YunxiDatabaseFixture.KEEPER).withWords("拧紧了"));
        Totals before = freshTotals();
        // When
        road.act(
                receipt.ticket(),
                Action.of(
                        ActionType.CLOSE,
                        new Actor(Actor.Type.REPORTER, receipt.no().digits(), "")));
        // Then
        assertEquals(plus(before, 0, 1, -1, 0), freshTotals());
    }

    /** WeChat was closed, and at night no SMS is sent. */
    @Test
    void aResultThatWaitsForItsSmsIsNotSentWhenItsReporterHasSeenIt() throws Exception {
        // Given
        Receipt looked = resolvedInCustomerService("凉亭边的路灯不亮");
        Receipt answered = resolvedInCustomerService("凉亭后面的路灯不亮");
        Receipt atOnce = resolvedInCustomerService("凉亭前面的路灯不亮");
        await(road.pool()
                .query("""
                UPDATE delivery SET next_attempt_at = now() + interval '9 hours', reason = '夜里不打扰，早上再发短信'
                WHERE type = 'RESULT' AND receipt_no IN ('%s', '%s')""".formatted(looked.no().digits(), answered.no().digits()))
                .execute());
        // When
        boolean isSeen = await(worklist.markResultSeen(looked.no()));
        road.act(
                answered.ticket(),
                Action.of(
                        ActionType.CLOSE,
                        new Actor(Actor.Type.REPORTER, answered.no().digits(), "")));
        boolean isSeenBeforeItIsSent = await(worklist.markResultSeen(atOnce.no()));
        // Then
        assertTrue(isSeen);
        assertEquals(DeliveryState.SENT, resultOf(looked).state());
        assertEquals(DeliveryState.SENT, resultOf(answered).state());
        assertFalse(isSeenBeforeItIsSent);
        assertEquals(DeliveryState.PENDING, resultOf(atOnce).state());
    }

    private static Receipt resolvedInCustomerService(String words) throws Exception {
        Receipt receipt = road.report(UNIT, words, YunxiDatabaseFixture.LI, Channel.KF, "private:" + words);
        road.act(receipt.ticket(), Action.of(ActionType.ACCEPT, YunxiDatabaseFixture.KEEPER));
        road.act(
                receipt.ticket(),
                Action.of(ActionType.RESULT, YunxiDatabaseFixture.KEEPER).withWords("修好了"));
        return receipt;
    }

    private static Delivery resultOf(Receipt receipt) {
        return await(worklist.find(receipt.ticket(), Viewer.DESK)).orElseThrow().deliveries().stream()
                .filter(one -> one.type() == NoticeType.RESULT)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aResultThatIsNotPassedOnWaitsForItsReporter() throws Exception {
        // Given
        Receipt receipt = road.report(UNIT, "桥头路灯不亮", YunxiDatabaseFixture.LI, Channel.RELAY, "unit:L001");
        road.act(receipt.ticket(), Action.of(ActionType.ACCEPT, YunxiDatabaseFixture.KEEPER));
        road.act(
                receipt.ticket(),
                Action.of(ActionType.RESULT, YunxiDatabaseFixture.KEEPER).withWords("扶起来了"));
        Delivery result = resultOf(receipt);
        assertEquals(DeliveryState.WAITS_FOR_PERSON, result.state());
        Totals before = freshTotals();
        // When
        await(worklist.settle(result.id(), DeliveryState.DROPPED, "不用转了", Viewer.DESK));
        // Then
        assertEquals(before, freshTotals());
        assertTrue(await(worklist.markResultSeen(receipt.no())));
    }

    @Test
    void aMadeUpCursorIsRefused() {
        for (String cursor : List.of("x", "MTIz", "!!!", "MTIzfEdEMQ")) {
            Uni<Page> page = worklist.list(query(Optional.empty(), "", cursor, 9), Viewer.DESK);
            assertThrows(InvalidCursorException.class, () -> await(page));
        }
    }

    @Test
    void aReadOfADatabaseThatIsAwayIsUnavailable() {
        Pool away = road.disconnectedPool();
        PgTicketQueries queries = new PgTicketQueries(away, YunxiDatabaseFixture.VAULT, road.clock());
        for (Uni<?> read : List.of(
                queries.list(query(Optional.empty(), "", "", 9), Viewer.DESK),
                queries.find(new TicketNo("GD"), Viewer.DESK),
                queries.deliveries(Set.of(DeliveryState.UNKNOWN), 9, Viewer.DESK),
                queries.waitingForUnitHead(UNIT),
                queries.totals())) {
            assertThrows(StoreUnavailableException.class, () -> await(read));
        }
        await(away.close());
    }

    /** The totals are cached for a second. */
    private static Totals freshTotals() throws InterruptedException {
        Thread.sleep(1100);
        return await(worklist.totals());
    }

    private static Totals plus(Totals before, long received, long answered, long waiting, long working) {
        return new Totals(
                before.heard() + received,
                before.received() + received,
                before.answered() + answered,
                before.waiting() + waiting,
                before.working() + working);
    }

    private static Query query(Optional<AreaCode> area, String text, String cursor, int limit) {
        return new Query(Optional.empty(), Optional.empty(), area, Set.of(), Optional.empty(), text, cursor, limit);
    }

    private static List<TicketNo> numbers(Page page) {
        return page.items().stream().map(row -> row.ticket().no()).toList();
    }

    private static List<ReceiptNo> receipts(List<OwnTicket> ownTicket) {
        return ownTicket.stream().map(OwnTicket::receipt).toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
