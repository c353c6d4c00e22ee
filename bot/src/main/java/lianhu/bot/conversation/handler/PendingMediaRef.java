package lianhu.bot.conversation.handler;

import java.util.Optional;
import lianhu.bot.conversation.IncomingMedia;

/**
 * A picture or voice still to be fetched, and who is told when it cannot be had.
 *
 * @param sender as the door knows him
 */
record PendingMediaRef(IncomingMedia media, String senderId) {
    /** As it is remembered; a secret. */
    String encode() {
        return switch (media) {
            case IncomingMedia.RobotImage robotImage ->
                String.join(
                        "\n",
                        "linked",
                        senderId,
                        robotImage.robot(),
                        robotImage.url(),
                        robotImage.aesKey().orElse(""));
            case IncomingMedia.AppImage appImage ->
                String.join("\n", "stored", senderId, appImage.application(), appImage.mediaId());
            case IncomingMedia.AppVoice appVoice ->
                String.join("\n", "spoken", senderId, appVoice.application(), appVoice.mediaId());
        };
    }

    static PendingMediaRef decode(String note) {
        String[] lines = note.split("\n", -1);
        IncomingMedia incomingMedia = switch (lines[0]) {
            case "linked" ->
                new IncomingMedia.RobotImage(
                        lines[2], lines[3], Optional.of(lines[4]).filter(key -> !key.isEmpty()));
            case "stored" -> new IncomingMedia.AppImage(lines[2], lines[3]);
            case "spoken" -> new IncomingMedia.AppVoice(lines[2], lines[3]);
            default -> throw new IllegalArgumentException("written by a newer gateway");
        };
        return new PendingMediaRef(incomingMedia, lines[1]);
    }

    @Override
    public String toString() {
        return "Wanted[hidden]";
    }
}
