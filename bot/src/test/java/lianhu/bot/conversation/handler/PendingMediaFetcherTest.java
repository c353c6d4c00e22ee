package lianhu.bot.conversation.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.bot.conversation.Reply;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import org.junit.jupiter.api.Test;

class PendingMediaFetcherTest {
    private static final IncomingMedia PICTURE =
            new IncomingMedia.RobotImage("AIBOT0001", "https://x/1", Optional.empty());
    private static final AttachmentId PHOTO = new AttachmentId("ab".repeat(32));

    private final ConversationFixture conversationFixture = new ConversationFixture();

    @Test
    void aPhotoThatComesLateIsAddedToItsTicketOnce() {
        // Given
        Reply reply = tellWith(PICTURE);
        after(Duration.ofSeconds(2));
        int before = conversationFixture.book.ticket().version();
        conversationFixture.photos.put(PICTURE, PHOTO);

        // When
        after(Duration.ofSeconds(30));
        after(Duration.ofSeconds(30));

        // Then
        assertTrue(reply.text().contains("我接着取五分钟"), reply.text());
        assertEquals("路灯坏了", conversationFixture.book.report().words());
        assertEquals(before + 1, conversationFixture.book.ticket().version());
        assertEquals(List.of(PHOTO), conversationFixture.book.lastEvent().attachments());
        assertEquals(Actor.GATEWAY, conversationFixture.book.lastEvent().by());
        assertEquals(0, conversationFixture.late.count());
    }

    @Test
    void aRepeatedMessageQueuesItsPhotoOnce() {
        // Given
        IncomingMessage told = ConversationFixture.with(
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "路灯坏了"),
                List.of(PICTURE),
                "");
        conversationFixture.send(told);

        // When
        conversationFixture.send(conversationFixture.repeat(told));

        // Then
        assertEquals(1, conversationFixture.late.count());
    }

    @Test
    void whatIsMissingAfterFiveMinutesIsNotedOnTheTicketAndSentToTheSender() {
        // Given
        tellWith(PICTURE);

        // When
        for (int i = 0; i < 9; i++) {
            after(Duration.ofSeconds(30));
        }
        int before = conversationFixture.privateTexts.size();
        for (int i = 0; i < 3; i++) {
            after(Duration.ofSeconds(30));
        }

        // Then
        assertEquals(0, before);
        assertEquals("照片没取到，请当事人再发", conversationFixture.book.lastEvent().words());
        assertFalse(conversationFixture.book.lastEvent().change() instanceof Change.Received);
        assertEquals(1, conversationFixture.privateTexts.size());
        assertTrue(
                conversationFixture.privateTexts.getFirst().startsWith(ConversationFixture.HEAD + ": 照片或语音没有取到"),
                conversationFixture.privateTexts.toString());
        assertEquals(0, conversationFixture.late.count());
    }

    @Test
    void aQueuedVoiceIsAPlaceholderUntilItIsTranscribed() {
        // When
        conversationFixture.send(ConversationFixture.with(
                conversationFixture.privateMessage("he.shui", ""),
                List.of(new IncomingMedia.AppVoice("lianhu", "voice1")),
                ""));

        // Then
        assertEquals(
                UntranscribedVoice.PLACEHOLDER,
                conversationFixture.book.report().words());
        assertEquals(1, conversationFixture.late.count());
    }

    @Test
    void aStoredReferenceIsReadBackUnchanged() {
        for (IncomingMedia incomingMedia : List.of(
                PICTURE,
                new IncomingMedia.RobotImage("AIBOT0001", "https://x/1?a=b", Optional.of("key=")),
                new IncomingMedia.AppImage("lianhu", "m1"),
                new IncomingMedia.AppVoice("lianhu", "m2"))) {
            PendingMediaRef pendingMediaRef = new PendingMediaRef(incomingMedia, "he.shui");
            assertEquals(pendingMediaRef, PendingMediaRef.decode(pendingMediaRef.encode()));
        }
    }

    private Reply tellWith(IncomingMedia incomingMedia) {
        return conversationFixture.send(ConversationFixture.with(
                conversationFixture.groupMessage(ConversationFixture.CHAT, ConversationFixture.HEAD, "路灯坏了"),
                List.of(incomingMedia),
                ""));
    }

    private void after(Duration pause) {
        conversationFixture.now = conversationFixture.now.plus(pause);
        PendingMediaFetcher fetcher = conversationFixture.pendingMediaFetcher;
        fetcher.claim()
                .await()
                .indefinitely()
                .forEach(one -> fetcher.fetch(one).await().atMost(Duration.ofSeconds(5)));
    }
}
