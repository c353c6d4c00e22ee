package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.web.sealed.SealedCircleLinks;
import lianhu.adapters.web.sealed.SealedPageModel;
import lianhu.adapters.web.sealed.SealedView;
import lianhu.adapters.web.support.PageMessage;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.notice.Receipt;
import lianhu.core.query.Viewer;
import lianhu.core.routing.Department;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The circle of sealed tickets exists: it reads its list, opens, takes up, answers, and hands on unread. */
class SealedTicketsPageTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static YunxiDatabaseFixture road;
    private static PgTicketQueries queries;
    private static SealedPageModel pageModel;
    private static Department discipline;
    private static Department leader;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
        queries = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
        pageModel = new SealedPageModel(
                queries,
                road.ticketService(),
                new SealedCircleLinks(road.circle(), road.roster().departments(), YunxiDatabaseFixture.VAULT),
                road.clock());
        discipline = road.roster().departments().find("discipline").orElseThrow();
        leader = road.roster().departments().find("leader").orElseThrow();
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @Test
    void theListHasNoWordsAndATicketIsReadOnlyWhenItIsOpened() {
        // Given
        Receipt sealed = road.report(UNIT, "实名举报有人套取补助款");
        // When
        SealedView list = await(pageModel.list(discipline, "t", PageMessage.NONE));
        SealedView opened =
                await(pageModel.open(discipline, "t", sealed.ticket())).orElseThrow();
        // Then
        assertTrue(numbers(list).contains(sealed.ticket().value()));
        assertFalse(list.toString().contains("套取"));
        assertEquals(List.of("实名举报有人套取补助款"), opened.opened().orElseThrow().said());
        assertFalse(opened.toString().contains("李"), "who reported stays sealed");
        assertEquals(Optional.empty(), await(pageModel.open(leader, "t", sealed.ticket())));
    }

    @Test
    void aTicketIsHandedOnWithinTheCircleUnreadAndToNobodyElse() {
        // Given
        Receipt sealed = road.report(UNIT, "实名举报有人虚报冒领");
        Action toLeader = pageModel.handOn(discipline, "leader").orElseThrow();
        Action toHousing = Action.of(ActionType.DISPATCH, new Actor(Actor.Type.DEPARTMENT, "discipline", "县纪检室"))
                .to(road.department("housing"));
        // When
        Outcome elsewhere = await(pageModel.act(discipline, sealed.ticket(), version(sealed), toHousing));
        Outcome handed = await(pageModel.act(discipline, sealed.ticket(), version(sealed), toLeader));
        // Then
        assertEquals(Optional.empty(), pageModel.handOn(discipline, "housing"));
        assertInstanceOf(Outcome.Rejected.class, elsewhere);
        assertInstanceOf(Outcome.Done.class, handed);
        assertFalse(numbers(await(pageModel.list(discipline, "t", PageMessage.NONE)))
                .contains(sealed.ticket().value()));
        assertTrue(numbers(await(pageModel.list(leader, "t", PageMessage.NONE)))
                .contains(sealed.ticket().value()));
        assertEquals(Optional.empty(), await(queries.find(sealed.ticket(), Viewer.DESK)));
    }

    @Test
    void aMatterAboutTheDisciplineOfficeGoesToTheFallbackAndNeverBack() {
        // Given
        Receipt sealed = road.report(UNIT, "举报县纪委书记贪污");
        Action back = pageModel.handOn(leader, "discipline").orElseThrow();
        // When
        Outcome handed = await(pageModel.act(leader, sealed.ticket(), version(sealed), back));
        // Then
        assertEquals("leader", sealed.owner().id());
        assertInstanceOf(Outcome.Rejected.class, handed);
        assertFalse(numbers(await(pageModel.list(discipline, "t", PageMessage.NONE)))
                .contains(sealed.ticket().value()));
    }

    @Test
    void theCircleTakesUpAndAnswers() {
        // Given
        Receipt sealed = road.report(UNIT, "实名举报有人截留补助");
        Actor circle = new Actor(Actor.Type.DEPARTMENT, "discipline", "县纪检室");
        // When
        Outcome accepted = await(
                pageModel.act(discipline, sealed.ticket(), version(sealed), Action.of(ActionType.ACCEPT, circle)));
        Outcome answered = await(pageModel.act(
                discipline,
                sealed.ticket(),
                version(sealed),
                Action.of(ActionType.RESULT, circle).withWords("查过了，已经处理")));
        // Then
        assertInstanceOf(Outcome.Done.class, accepted);
        assertEquals(
                State.FEEDBACK_DUE,
                assertInstanceOf(Outcome.Done.class, answered).ticket().state());
    }

    @Test
    void anOpenTicketIsNotOnThePage() {
        Receipt lamp = road.report(UNIT, "桥头路灯不亮");
        assertEquals(Optional.empty(), await(pageModel.open(discipline, "t", lamp.ticket())));
    }

    private static int version(Receipt receipt) {
        return await(queries.find(receipt.ticket(), Viewer.GATEWAY))
                .orElseThrow()
                .ticket()
                .version();
    }

    private static List<String> numbers(SealedView view) {
        return view.rows().stream().map(SealedView.SealedRow::no).toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
