package lianhu.bot.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.PhotoId;
import lianhu.core.report.Unheard;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import org.junit.jupiter.api.Test;

class FetchLateTest {
    private static final Picture PICTURE = new Picture.Linked("AIBOT0001", "https://x/1", Optional.empty());
    private static final PhotoId PHOTO = new PhotoId("ab".repeat(32));

    private final Town town = new Town();

    @Test
    void aPhotoThatComesLateIsAddedToItsTicketOnce() {
        // Given
        Answer answer = tellWith(PICTURE);
        after(Duration.ofSeconds(2));
        int before = town.book.ticket().version();
        town.photos.put(PICTURE, PHOTO);

        // When
        after(Duration.ofSeconds(30));
        after(Duration.ofSeconds(30));

        // Then
        assertTrue(answer.text().contains("我接着取五分钟"), answer.text());
        assertEquals("路灯坏了", town.book.report().words());
        assertEquals(before + 1, town.book.ticket().version());
        assertEquals(List.of(PHOTO), town.book.lastEvent().photos());
        assertEquals(Actor.GATEWAY, town.book.lastEvent().by());
        assertEquals(0, town.late.count());
    }

    @Test
    void aMessageThatComesAgainWantsItsPhotoOnce() {
        // Given
        Utterance told = Town.with(town.in(Town.CHAT, Town.HEAD, "路灯坏了"), List.of(PICTURE), "");
        town.hear(told);

        // When
        town.hear(town.again(told));

        // Then
        assertEquals(1, town.late.count());
    }

    @Test
    void whatDoesNotComeInFiveMinutesIsSaidOnTheTicketAndToTheSender() {
        // Given
        tellWith(PICTURE);

        // When
        for (int i = 0; i < 12; i++) {
            after(Duration.ofSeconds(30));
        }

        // Then
        assertEquals("照片没取到，请当事人再发", town.book.lastEvent().words());
        assertFalse(town.book.lastEvent().change() instanceof Change.Received);
        assertEquals(1, town.asides.size());
        assertTrue(town.asides.getFirst().startsWith(Town.HEAD + ": 照片或语音没有取到"), town.asides.toString());
        assertEquals(0, town.late.count());
    }

    @Test
    void aVoiceStillToComeWaitsToBeHeardAllTheSame() {
        // When
        town.hear(Town.with(town.alone("he.shui", ""), List.of(new Picture.Spoken("lianhu", "voice1")), ""));

        // Then
        assertEquals(Unheard.WORDS, town.book.report().words());
        assertEquals(1, town.late.count());
    }

    @Test
    void whatIsRememberedIsReadBackAsItWas() {
        for (Picture picture : List.of(
                PICTURE,
                new Picture.Linked("AIBOT0001", "https://x/1?a=b", Optional.of("key=")),
                new Picture.Stored("lianhu", "m1"),
                new Picture.Spoken("lianhu", "m2"))) {
            Wanted wanted = new Wanted(picture, "he.shui");
            assertEquals(wanted, Wanted.of(wanted.note()));
        }
    }

    private Answer tellWith(Picture picture) {
        return town.hear(Town.with(town.in(Town.CHAT, Town.HEAD, "路灯坏了"), List.of(picture), ""));
    }

    private void after(Duration pause) {
        town.now = town.now.plus(pause);
        town.fetchLate.fetch().await().atMost(Duration.ofSeconds(5));
    }
}
