package lianhu.core.catalogue;

import java.util.List;

/**
 * Who opens sealed tickets. Nobody else learns that one exists.
 *
 * @param department id of the body that opens them, in most counties the discipline office
 * @param fallback id of the body that opens those about that department itself; named by the county leader
 * @param names words that mean the department (纪委, 监委), besides its own name
 * @param excludedWords phrases that contain such a word and accuse nobody (找过纪委)
 * @param link number of the personal links of both; a higher one makes new links
 */
public record SealedCircle(
        String department, String fallback, List<String> names, List<String> excludedWords, int link) {

    /** Whether the body is one of the circle. A city has one for each of its counties: {@code discipline-520402}. */
    public boolean contains(String body) {
        return isDepartment(body) || isBody(fallback, body);
    }

    public boolean isDepartment(String body) {
        return isBody(department, body);
    }

    private static boolean isBody(String id, String body) {
        return body.equals(id) || body.startsWith(id + "-");
    }
}
