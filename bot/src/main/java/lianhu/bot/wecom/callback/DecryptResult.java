package lianhu.bot.wecom.callback;

/** What became of an envelope. */
sealed interface DecryptResult {

    /**
     * A genuine message.
     *
     * @param credential which of the account's credentials it was sealed with; the reply must use the same one
     */
    record Decrypted(String plaintext, String signature, String nonce, int credential) implements DecryptResult {

        /** Without the text: it holds residents' words. */
        @Override
        public String toString() {
            return "Opened[hidden]";
        }
    }

    /** The one answer to everything else. It holds nothing, so it can tell nothing. */
    enum Rejected implements DecryptResult {
        REJECTED
    }
}
