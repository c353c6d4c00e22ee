package lianhu.bot.wecom;

/** What became of an envelope. */
sealed interface Opening {

    /**
     * A genuine message.
     *
     * @param credential which of the account's credentials it was sealed with; the reply must use the same one
     */
    record Opened(String plain, String signature, String nonce, int credential) implements Opening {

        /** Without the text: it holds residents' words. */
        @Override
        public String toString() {
            return "Opened[hidden]";
        }
    }

    /** The one answer to everything else. It holds nothing, so it can tell nothing. */
    enum Refused implements Opening {
        REFUSED
    }
}
