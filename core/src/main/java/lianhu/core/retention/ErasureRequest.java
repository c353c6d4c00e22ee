package lianhu.core.retention;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ErasureBasis;

/**
 * Somebody asks to have a matter erased before its term.
 *
 * @param basis who asks
 * @param by the member of staff who does it
 * @param reason kept as the proof, so it must not say what is to be erased
 * @param isForAllReporters whether the receipts of other reporters that were merged go as well
 */
public record ErasureRequest(ErasureBasis basis, Actor by, String reason, boolean isForAllReporters) {
    private static final int MAX_LENGTH = 100;

    /** A telephone or receipt number. */
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d\\s-]{5,}\\d");

    /** Why the reason cannot be stored; empty when it can. */
    public Optional<String> rejection(List<PersonDetails> persons) {
        if (reason.isBlank()) {
            return Optional.of("要写为什么删");
        }
        if (reason.length() > MAX_LENGTH) {
            return Optional.of("理由太长，最多 " + MAX_LENGTH + " 个字");
        }
        boolean namesPerson = persons.stream()
                .flatMap(person -> List.of(person.name(), person.phone(), person.identity()).stream())
                .anyMatch(part -> part.length() > 1 && reason.contains(part));
        return namesPerson || NUMBER.matcher(reason).find()
                ? Optional.of("理由会一直留着，里面不能有报事人的姓名、电话和号码，去掉再来")
                : Optional.empty();
    }
}
