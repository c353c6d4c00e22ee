package lianhu.bot.wecom.kf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.intake.ReportChannelContract;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.Channel;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import org.junit.jupiter.api.Test;

class KfMessageHandlerTest extends ReportChannelContract {
    private final KfFixture care = new KfFixture();

    /** What is not heard is read again: as good as a callback that is not acknowledged. */
    @Override
    protected ReportChannel channel(ReportSubmission reportSubmission) {
        KfFixture contract = new KfFixture(Optional.of(reportSubmission));
        return (id, words) -> contract.hear(KfFixture.text(id, words))
                .map(heard -> new ChannelReply(200, ""))
                .onFailure(failure -> failure instanceof ReportSubmission.OverloadException
                        || failure instanceof StoreUnavailableException)
                .recoverWithItem(new ChannelReply(503, ""));
    }

    @Test
    void wordsAreFiledUnderTheirMessageAndTheUnitOfTheLink() {
        // Given
        hear("{\"msgid\":\"e1\",\"msgtype\":\"event\",\"origin\":4,\"event\":{\"event_type\":\"enter_session\","
                + "\"scene_param\":\"u:" + RosterFixture.UNIT + "\",\"welcome_code\":\"C1\"}}");

        // When
        await(KfFixture.text("m1", "村口路灯不亮"));

        // Then
        assertEquals(
                "kf:" + KfFixture.ACCOUNT + ":m1",
                care.conversationFixture.book.report().source().toString());
        assertEquals(Channel.KF, care.conversationFixture.book.report().channel());
        assertEquals(RosterFixture.UNIT, care.conversationFixture.book.report().area());
        assertEquals(
                "wmLISHEN0001",
                care.conversationFixture.book.report().reporter().identity());
        assertTrue(care.told.getFirst().startsWith("C1 您好"), care.told.toString());
    }

    @Test
    void aLinkOfElsewhereIsOnlyGreeted() {
        // When
        hear("{\"msgid\":\"e1\",\"msgtype\":\"event\",\"origin\":4,\"event\":{\"event_type\":\"enter_session\","
                + "\"scene_param\":\"u:999999999999\"}}");
        await(KfFixture.text("m1", "村口路灯不亮"));

        // Then
        assertEquals(List.of(), care.told);
        assertEquals(
                RosterFixture.areas().county().code(),
                care.conversationFixture.book.report().area());
    }

    @Test
    void aPlaceIsSaidInWords() {
        // When
        await(KfFixture.item(
                "m1",
                "location",
                "\"location\":{\"latitude\":38.1,\"longitude\":100.2,\"name\":\"磨坊\",\"address\":\"上河村\"}"));

        // Then
        assertEquals(
                "位置：磨坊 上河村（38.1,100.2）", care.conversationFixture.book.report().words());
    }

    @Test
    void aFilmIsSaidToBeUnreadable() {
        // When
        await(KfFixture.item("m1", "video", "\"video\":{\"media_id\":\"M1\"}"));

        // Then
        assertEquals(1, care.told.size());
        assertEquals(0, care.conversationFixture.book.count());
    }

    @Test
    void whatStaffAnsweredByHandIsNotForUs() {
        // When
        hear("{\"msgid\":\"m1\",\"external_userid\":\"wmLISHEN0001\",\"origin\":5,\"msgtype\":\"text\","
                + "\"text\":{\"content\":\"村口路灯不亮\"}}");

        // Then
        assertEquals(0, care.conversationFixture.book.count());
        assertEquals(List.of(), care.told);
    }

    @Test
    void whatTurnsOutNotToHaveBeenShownIsNotCountedAsTold() {
        // When
        hear("{\"msgid\":\"e1\",\"msgtype\":\"event\",\"origin\":4,\"event\":{\"event_type\":\"msg_send_fail\","
                + "\"external_userid\":\"wmLISHEN0001\",\"fail_msgid\":\"d42\",\"fail_type\":10}}");

        // Then
        assertEquals(List.of("42 他在微信里不收客服的消息，等本人来查"), care.visitors.withdrawn);
    }

    @Test
    void theSameQuestionIsAnsweredUnderTheSameId() {
        // When
        await(KfFixture.text("m1", "到哪了"));
        await(KfFixture.text("m1", "到哪了"));

        // Then
        assertEquals(care.told.getFirst(), care.told.getLast());
        assertEquals(2, care.told.size());
        assertTrue(care.told.getFirst().matches("(?s)[0-9a-z]{32} .+"), care.told.toString());
    }

    @Test
    void whatNobodyMakesSenseOfIsFiledAsItIsAtTheThirdTry() {
        // Given
        AtomicInteger failures = new AtomicInteger(3);
        List<Report> filed = new ArrayList<>();
        KfFixture broken = new KfFixture(Optional.of(report -> failures.getAndDecrement() > 0
                ? Uni.createFrom().failure(new IllegalStateException("a fault of ours"))
                : Uni.createFrom().item(() -> {
                    filed.add(report);
                    return care.conversationFixture.book.receipt();
                })));
        await(KfFixture.text("m0", "村口路灯不亮"));
        WxCpKfMsgItem message = KfFixture.text("m1", "河边垃圾没人收");

        // When
        for (int i = 0; i < 2; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> broken.hear(message).await().atMost(Duration.ofSeconds(10)));
        }
        broken.hear(message).await().atMost(Duration.ofSeconds(10));

        // Then
        assertEquals("河边垃圾没人收", filed.getFirst().words());
    }

    /** Otherwise no later message of any customer would be read. */
    @Test
    void aMessageThatTheDatabaseRefusesEachTimeIsToldToBeLostAtTheThirdTryAndBlocksNothing() {
        // Given
        KfFixture broken = new KfFixture(Optional.of(report ->
                Uni.createFrom().failure(new ReportRejectedException("the database refuses a row: SQLSTATE 22021"))));
        WxCpKfMsgItem message = KfFixture.text("m1", "河边垃圾没人收");
        for (int i = 0; i < 2; i++) {
            assertThrows(
                    ReportRejectedException.class,
                    () -> broken.hear(message).await().atMost(Duration.ofSeconds(10)));
        }

        // When
        broken.hear(message).await().atMost(Duration.ofSeconds(10));

        // Then
        assertEquals(1, broken.told.size(), broken.told.toString());
        assertTrue(broken.told.getFirst().contains("没记上：您这句话没能存下来。"), broken.told.toString());
    }

    private void hear(String json) {
        await(KfFixture.read(json));
    }

    private void await(WxCpKfMsgItem item) {
        care.hear(item).await().atMost(Duration.ofSeconds(10));
    }
}
