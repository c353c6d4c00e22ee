package lianhu.bot.conversation.handler;

import java.util.Optional;
import lianhu.bot.conversation.IncomingMedia;

/**
 * A picture or voice that is still to be fetched.
 *
 * @param senderId the sender in the message's channel, who is notified when it cannot be fetched
 */
record PendingMediaRef(IncomingMedia media, String senderId) {
    /** The stored form; a secret. */
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
        return "PendingMediaRef[hidden]";
    }
}
