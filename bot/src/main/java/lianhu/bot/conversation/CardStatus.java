package lianhu.bot.conversation;

/**
 * What a pressed card shows from now on instead of its buttons.
 *
 * @param responseCode good for one change of the card; a secret
 */
public record CardStatus(String responseCode, String label) {
    @Override
    public String toString() {
        return "Mark[" + label + "]";
    }
}
