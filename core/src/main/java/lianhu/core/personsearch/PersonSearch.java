package lianhu.core.personsearch;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.TextSanitizer;

/**
 * One search for the reports of a person, with its reason.
 *
 * @param login of who searches
 * @param name of who searches, for colleagues to read
 * @param isNumber by telephone number, otherwise by name
 * @param term digits, or the whole name as {@link #normalizedName} writes it
 * @param words of {@link SearchReason#OTHER}; empty for the other reasons
 */
public record PersonSearch(
        String login, String name, boolean isNumber, String term, SearchReason reason, String words, Instant at) {
    /** Who searches more often than this looks through people instead of helping one. */
    public static final int MOST_IN_AN_HOUR = 30;

    public static final int MAX_WORDS_LENGTH = 200;

    /** Searches are kept so long, as the ground for an examination. */
    public static final Duration KEPT = Duration.ofDays(730);

    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 20;
    private static final Pattern BETWEEN = Pattern.compile("[\\s·•・.]+");
    private static final Pattern DIGIT = Pattern.compile("\\d");

    /**
     * Reads the fields of a form.
     *
     * @param typed a telephone number or a whole name
     * @param reason name of a {@link SearchReason}
     * @return empty for what is neither number nor name, without a reason, and for another reason without a word
     */
    public static Optional<PersonSearch> request(
            String login, String name, String typed, String reason, String words, Instant at) {
        String text = TextSanitizer.singleLine(typed);
        Optional<String> number = PhoneNumberParser.parse(text).filter(digits -> !digits.isEmpty());
        String person = normalizedName(text);
        boolean isName =
                number.isEmpty() && !person.isEmpty() && !DIGIT.matcher(text).find();
        String said = TextSanitizer.truncate(TextSanitizer.sanitize(words), MAX_WORDS_LENGTH);
        return SearchReason.of(reason)
                .filter(one -> number.isPresent() || isName)
                .filter(one -> one != SearchReason.OTHER || !said.isBlank())
                .map(one -> new PersonSearch(
                        login,
                        name,
                        number.isPresent(),
                        number.orElse(person),
                        one,
                        one == SearchReason.OTHER ? said : "",
                        at));
    }

    /**
     * A name as it is compared: without blanks and the dots of transcribed names, which people write in several ways. Only whole
     * names are found; empty for a text that is too short or too long to be one.
     */
    public static String normalizedName(String name) {
        String whole = BETWEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll("");
        int length = whole.codePointCount(0, whole.length());
        return length < SHORTEST_NAME || length > LONGEST_NAME ? "" : whole;
    }

    /** Input of the keyed hash: the same for a report and for a search; empty for no name. */
    public static String nameKey(String name) {
        String whole = normalizedName(name);
        return whole.isEmpty() ? "" : "name:" + whole;
    }

    /** Input of the keyed hash of what is searched for. */
    public String lookupKey() {
        return isNumber ? "tel:" + term : nameKey(term);
    }

    /** Without the person. */
    @Override
    public String toString() {
        return "PersonSearch[" + login + ", " + reason + "]";
    }
}
