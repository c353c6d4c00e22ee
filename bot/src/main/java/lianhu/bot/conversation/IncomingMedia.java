package lianhu.bot.conversation;

import java.util.Optional;

/** A picture or a voice message somebody sent, still to be fetched. Its address is a secret. */
public sealed interface IncomingMedia {
    /**
     * Sent to a smart robot; encrypted, gone after five minutes.
     *
     * @param aesKey of its own; empty where the account's EncodingAESKey is meant
     */
    record RobotImage(String robot, String url, Optional<String> aesKey) implements IncomingMedia {
        @Override
        public String toString() {
            return "Linked[hidden]";
        }
    }

    /**
     * Kept by WeCom for three days.
     *
     * @param application it was sent to, by its name here
     */
    record AppImage(String application, String mediaId) implements IncomingMedia {
        @Override
        public String toString() {
            return "Stored[hidden]";
        }
    }

    /**
     * A voice message, kept by WeCom for three days.
     *
     * @param application it was sent to, by its name here
     */
    record AppVoice(String application, String mediaId) implements IncomingMedia {
        @Override
        public String toString() {
            return "Spoken[hidden]";
        }
    }
}
