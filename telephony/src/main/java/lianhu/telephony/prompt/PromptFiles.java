package lianhu.telephony.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lianhu.core.call.CallLanguages;
import lianhu.telephony.prompt.LanguageChoice.Offer;

/**
 * Where Asterisk finds the prompts: those of the county's language in the folder itself, those of another in a folder with its tag.
 * What is not recorded in the language of the caller is heard in that of the county.
 *
 * @param folder absolute, as Asterisk sees it
 * @param languages tags, the first is that of the county
 * @param recorded prompts in other languages, such as {@code bo/greeting}
 */
public record PromptFiles(Path folder, List<String> languages, Set<String> recorded) {
    /** Says in its own language which key chooses it; that of the county is never heard in another language. */
    public static final String CHOOSE_LANGUAGE = "choose-language";

    /** Prompts in one language. */
    public static PromptFiles of(Path folder) {
        return new PromptFiles(folder, List.of(CallLanguages.MANDARIN), Set.of());
    }

    /** A language that nobody could hear of is not offered; the others keep their keys. */
    public LanguageChoice offered() {
        List<Offer> offers = new ArrayList<>();
        for (int i = 1; i < languages.size(); i++) {
            if (recorded.contains(languages.get(i) + "/" + CHOOSE_LANGUAGE)) {
                offers.add(new Offer((char) ('1' + i), languages.get(i)));
            }
        }
        if (!offers.isEmpty()) {
            offers.addFirst(new Offer('1', languages.getFirst()));
        }
        return LanguageChoice.of(List.copyOf(offers));
    }

    /**
     * Names of prompts as Asterisk plays them.
     *
     * @param language tag; empty for that of the county
     */
    public List<String> media(List<String> names, String language) {
        return names.stream()
                .map(name -> !name.equals(CHOOSE_LANGUAGE) && recorded.contains(language + "/" + name)
                        ? language + "/" + name
                        : name)
                .map(name -> "sound:" + folder.resolve(name))
                .toList();
    }
}
