package lianhu.bot.wecom.callback;

/** What became of an envelope. */
sealed interface DecryptResult {

    /**
     * A genuine message.
     *
     * @param credential which of the account's credentials it was encrypted with; the reply must use the same one
     */
    record Decrypted(String plaintext, String signature, String nonce, int credential) implements DecryptResult {

        /** Without the text: it holds residents' words. */
        @Override
        public String toString() {
            return "Decrypted[hidden]";
        }
    }

    /** The one result for everything else. It carries no reason, so no reason can leak. */
    enum Rejected implements DecryptResult {
        REJECTED
    }
}
