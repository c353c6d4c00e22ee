package lianhu.telephony.prompt;

import java.util.List;
import java.util.Optional;

/**
 * The languages that a caller may choose by a key, and the one that was chosen.
 *
 * @param offers the language of the county first; empty where a caller has no choice
 * @param chosen tag of the language that the caller asked for in this call or in the last one; empty while there is none
 */
public record LanguageChoice(List<Offer> offers, String chosen) {
    public static final LanguageChoice NONE = new LanguageChoice(List.of(), "");

    /**
     * A language and its key.
     *
     * @param tag of BCP 47
     */
    public record Offer(char key, String tag) {}

    public boolean isOffered() {
        return !offers.isEmpty();
    }

    /** The caller is to be asked: nothing is known of the caller. */
    public boolean isOpen() {
        return isOffered() && chosen.isEmpty();
    }

    /** One language after the other says its key. */
    public List<String> prompts() {
        return offers.stream()
                .skip(1)
                .map(offer -> offer.tag() + "/" + PromptFiles.CHOOSE_LANGUAGE)
                .toList();
    }

    /** The choice of this key; empty for a key that chooses none. */
    public Optional<LanguageChoice> press(char key) {
        return offers.stream()
                .filter(offer -> offer.key() == key)
                .findFirst()
                .map(offer -> new LanguageChoice(offers, offer.tag()));
    }

    /** The language of the last call, where it is still offered; a choice in this call stands. */
    public LanguageChoice remember(String tag) {
        return isOpen() && offers.stream().anyMatch(offer -> offer.tag().equals(tag))
                ? new LanguageChoice(offers, tag)
                : this;
    }

    /** Tag of the language in which prompts and agents are needed; empty for that of the county. */
    public String needed() {
        return isOffered() && chosen.equals(offers.getFirst().tag()) ? "" : chosen;
    }
}
