package lianhu.core.catalogue;

import java.util.List;

/**
 * A list of words that changes how a matter is treated: emergency, sealed, sensitive, statutory.
 *
 * @param excludedWords words that look alike and mean something else (火车站, 上火)
 * @param owner unused for emergencies
 * @param advice the immediate answer: the number to call in an emergency, the statutory channel for an exit
 * @param isPrivate an emergency that is answered only in private (domestic violence, suicide, a child harmed)
 */
public record KeywordTopic(
        String name,
        List<String> words,
        List<String> excludedWords,
        OwnerRef owner,
        String advice,
        boolean isPrivate) {}
