package lianhu.bot.conversation;

/**
 * The label that replaces the buttons of a pressed card.
 *
 * @param responseCode good for one update of the card; a secret
 */
public record CardStatus(String responseCode, String label) {
    @Override
    public String toString() {
        return "CardStatus[" + label + "]";
    }
}
