package lianhu.adapters.sms;

import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalInt;
import lianhu.core.followup.RatingText;
import lianhu.core.report.FixedText;
import lianhu.core.report.NotFixedText;
import lianhu.core.report.PartlyFixedText;

/**
 * What an SMS of a resident says about a result. Pure. No SMS asks for a rating, so 1, 2 and 3 mean what they mean in a chat
 * (好了, 没好, 好了一半); 4 and 5 can only be ratings.
 *
 * @param words for those who read them later: a single digit is spelled out
 * @param isWhole the whole message is about a result, so that it cannot be another matter
 * @param score 1 to 5; empty for none
 */
record SmsAnswer(Kind kind, String words, boolean isWhole, OptionalInt score) {
    enum Kind {
        SOLVED,
        /** Also what is solved in part: it is handled again. */
        NOT_SOLVED,
        /** A rating and nothing else. */
        RATING,
        OTHER
    }

    static SmsAnswer of(String words) {
        String bare = bare(words);
        if (PartlyFixedText.isMessage(bare)) {
            return new SmsAnswer(
                    Kind.NOT_SOLVED, bare.equals("3") ? PartlyFixedText.SPELLED_OUT : words, true, OptionalInt.empty());
        }
        if (NotFixedText.isMessage(bare)) {
            return new SmsAnswer(
                    Kind.NOT_SOLVED, bare.equals("2") ? NotFixedText.SPELLED_OUT : words, true, OptionalInt.empty());
        }
        if (FixedText.isMessage(bare)) {
            return new SmsAnswer(Kind.SOLVED, bare.equals("1") ? FixedText.SPELLED_OUT : words, true, satisfied(bare));
        }
        OptionalInt score = bare.matches("[45]") ? RatingText.digit(bare) : RatingText.score(bare);
        if (score.isPresent()) {
            return new SmsAnswer(Kind.RATING, words, true, score);
        }
        boolean isNotSolved = NotFixedText.isWithin(words) || PartlyFixedText.isBeginning(words);
        return new SmsAnswer(isNotSolved ? Kind.NOT_SOLVED : Kind.OTHER, words, false, OptionalInt.empty());
    }

    private static OptionalInt satisfied(String bare) {
        return switch (bare) {
            case "很满意" -> OptionalInt.of(5);
            case "满意" -> OptionalInt.of(4);
            default -> OptionalInt.empty();
        };
    }

    /** Letters and digits alone, those of full width as plain ones: many keyboards write Ｔ. */
    static String bare(String words) {
        return Normalizer.normalize(words, Normalizer.Form.NFKC)
                .replaceAll("[\\p{P}\\s]+", "")
                .toUpperCase(Locale.ROOT);
    }
}
