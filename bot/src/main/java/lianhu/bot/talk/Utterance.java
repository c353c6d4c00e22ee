package lianhu.bot.talk;

import java.time.Instant;
import java.util.List;
import lianhu.core.report.Source;

/**
 * One thing somebody said to us in WeChat.
 *
 * @param speaker user id in WeCom
 * @param quote what the speaker quotes; WeCom does not say which message that was
 * @param pictures with the voice messages
 * @param location a place sent as such, in words; empty for none
 * @param saidAt as far as the door knows; else the time of arrival
 */
public record Utterance(
        Source source,
        Place place,
        String speaker,
        String text,
        String quote,
        List<Picture> pictures,
        String location,
        Instant saidAt,
        Instant receivedAt) {

    public String conversation() {
        return place.conversation(speaker);
    }

    /** Without the words. */
    @Override
    public String toString() {
        return "Utterance[" + source + "]";
    }
}
