package lianhu.bot.talk;

import java.util.Optional;

/** A picture or a voice message somebody sent, still to be fetched. Its address is a secret. */
public sealed interface Picture {
    /**
     * Sent to a smart robot; encrypted, gone after five minutes.
     *
     * @param aesKey of its own; empty where the account's EncodingAESKey is meant
     */
    record Linked(String robot, String url, Optional<String> aesKey) implements Picture {
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
    record Stored(String application, String mediaId) implements Picture {
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
    record Spoken(String application, String mediaId) implements Picture {
        @Override
        public String toString() {
            return "Spoken[hidden]";
        }
    }
}
