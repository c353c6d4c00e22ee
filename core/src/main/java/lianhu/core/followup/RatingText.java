package lianhu.core.followup;

import java.util.List;
import java.util.OptionalInt;

/** 打分5, 4分: recognises a rating in words. A digit alone is none: 1, 2 and 3 answer 1 好了, 2 没好, 3 好了一半. */
public final class RatingText {
    /** A whole message. */
    public static final List<String> MESSAGES =
            List.of("打分1 打分2 打分3 打分4 打分5 打1分 打2分 打3分 打4分 打5分 1分 2分 3分 4分 5分 评分1 评分2 评分3 评分4 评分5".split(" "));

    /** @param bare the message without spaces and punctuation */
    public static OptionalInt score(String bare) {
        return MESSAGES.contains(bare) ? digit(bare) : OptionalInt.empty();
    }

    /** The digit of a message that is known to be a rating. */
    public static OptionalInt digit(String message) {
        return message.chars()
                .filter(Character::isDigit)
                .map(Character::getNumericValue)
                .findFirst();
    }

    private RatingText() {}
}
