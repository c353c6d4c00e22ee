package lianhu.desk.view;

import java.time.Instant;
import java.util.List;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCallStore.CallBoard;
import lianhu.desk.format.Labels;

/**
 * The calls by telephone about a matter: first those that go on, then the newest.
 *
 * @param more calls that are not in the list
 */
public record PhoneCallList(List<PhoneCallRow> rows, int more) {
    /** Of a matter that calls nobody. */
    public static final PhoneCallList NONE = new PhoneCallList(List.of(), 0);

    public static PhoneCallList of(CallMatter matter, CallBoard board, Labels labels, Instant now) {
        return new PhoneCallList(
                board.calls().stream()
                        .map(one -> PhoneCallRow.of(matter, one, labels, now))
                        .toList(),
                board.total() - board.calls().size());
    }
}
