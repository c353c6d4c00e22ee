package lianhu.bot.conversation;

import java.util.Optional;

/** A picture or a voice message that is still to be downloaded. Its address is a secret. */
public sealed interface IncomingMedia {
    /**
     * Sent to a smart robot; encrypted, valid for five minutes.
     *
     * @param aesKey of this file; empty where the account's EncodingAESKey applies
     */
    record RobotImage(String robot, String url, Optional<String> aesKey) implements IncomingMedia {
        @Override
        public String toString() {
            return "RobotImage[hidden]";
        }
    }

    /**
     * Kept by WeCom for three days.
     *
     * @param application the name of the receiving application in the settings
     */
    record AppImage(String application, String mediaId) implements IncomingMedia {
        @Override
        public String toString() {
            return "AppImage[hidden]";
        }
    }

    /**
     * A voice message, kept by WeCom for three days.
     *
     * @param application the name of the receiving application in the settings
     */
    record AppVoice(String application, String mediaId) implements IncomingMedia {
        @Override
        public String toString() {
            return "AppVoice[hidden]";
        }
    }
}
