package lianhu.telephony.prompt;

import java.util.List;
import java.util.Optional;

/**
 * The languages that a caller may choose by a key, and the one that was chosen.
 *
 * @param offers the language of the county first; empty where a caller has no choice
 * @param chosen tag of the language that was chosen in this call or in an earlier one of the same number; empty while there is none
 * @param isRemembered it was chosen in an earlier call: another person may call from the same telephone
 */
public record LanguageChoice(List<Offer> offers, String chosen, boolean isRemembered) {
    public static final LanguageChoice NONE = of(List.of());

    /**
     * A language and its key.
     *
     * @param tag of BCP 47
     */
    public record Offer(char key, String tag) {}

    /** Nothing is chosen yet. */
    public static LanguageChoice of(List<Offer> offers) {
        return new LanguageChoice(offers, "", false);
    }

    public boolean isOffered() {
        return !offers.isEmpty();
    }

    /** There is a choice, and nothing is known of the caller. */
    public boolean isOpen() {
        return isOffered() && chosen.isEmpty();
    }

    /** The caller is asked: nothing is known of the caller, or another language than that of the county is remembered. */
    public boolean isQuestion() {
        return isOpen() || isRemembered && !needed().isEmpty();
    }

    /** Each language says its key; to a caller whose language is remembered, that of the county alone says how to come back to it. */
    public List<String> prompts() {
        return isRemembered
                ? List.of(PromptFiles.CHOOSE_LANGUAGE)
                : offers.stream()
                        .skip(1)
                        .map(offer -> offer.tag() + "/" + PromptFiles.CHOOSE_LANGUAGE)
                        .toList();
    }

    /** The choice of this key; empty for a key that chooses none. */
    public Optional<LanguageChoice> press(char key) {
        return offers.stream()
                .filter(offer -> offer.key() == key)
                .findFirst()
                .map(offer -> new LanguageChoice(offers, offer.tag(), false));
    }

    /** No key was pressed: what is remembered stays, and otherwise it is the language of the county. */
    public LanguageChoice unanswered() {
        return isOpen() ? new LanguageChoice(offers, offers.getFirst().tag(), false) : this;
    }

    /** The language of the last call, where it is still offered; a choice in this call stands. */
    public LanguageChoice remember(String tag) {
        return isOpen() && offers.stream().anyMatch(offer -> offer.tag().equals(tag))
                ? new LanguageChoice(offers, tag, true)
                : this;
    }

    /** Tag of the language in which prompts and agents are needed; empty for that of the county. */
    public String needed() {
        return isOffered() && chosen.equals(offers.getFirst().tag()) ? "" : chosen;
    }
}
