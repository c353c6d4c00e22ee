package lianhu.bench.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the books come to.
 *
 * @param lost acknowledged and not filed, or told as sent and not seen
 * @param doubled a second receipt, ticket or sight of the same
 * @param unknown notices of which nobody knows; they are not sent again
 * @param unsent notices that were not sent yet, or have nobody to go to
 * @param unanswered said, but not acknowledged within the platform's attempts: not lost by the gateway
 */
public record Balance(
        int reports, int notices, int lost, int doubled, int unknown, int unsent, int unanswered, List<String> faults) {
    private static final int NAMED = 20;

    public static Balance of(Books books) {
        return new Count(books).balance();
    }

    private static final class Count {
        private final Books books;
        private final Map<String, Filed> filed = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private int lost;
        private int doubled;
        private int unknown;
        private int unsent;
        private int unanswered;

        Count(Books books) {
            this.books = books;
        }

        Balance balance() {
            books.filed().forEach(this::file);
            books.said().forEach(this::report);
            doubled((int) books.orphans(), "tickets without a receipt");
            books.told().forEach(this::notice);
            return new Balance(
                    filed.size(), books.told().size(), lost, doubled, unknown, unsent, unanswered, List.copyOf(faults));
        }

        private void file(Filed one) {
            if (filed.putIfAbsent(one.msgid(), one) != null) {
                doubled(1, "message " + one.msgid() + " has two receipts");
            }
        }

        private void report(Said said) {
            Filed entry = filed.get(said.msgid());
            if (!said.acknowledged()) {
                unanswered++;
            } else if (entry == null) {
                lost("message " + said.msgid() + " was acknowledged and is not there");
                return;
            } else if (said.receipts().isEmpty()) {
                lost("message " + said.msgid() + " was acknowledged without its receipt");
            }
            Set<String> told = new HashSet<>(said.receipts());
            if (entry != null) {
                told.remove(entry.receipt());
            }
            doubled(told.size(), "message " + said.msgid() + " heard another receipt");
        }

        private void notice(Told told) {
            int seen = books.shown().getOrDefault(told.ticket(), 0);
            String what = "notice of " + told.ticket() + " is " + told.state() + " and was seen " + seen + " times";
            switch (told.state()) {
                case "SENT" -> {
                    if (seen == 0) {
                        lost(what);
                    }
                    doubled(seen - 1, what);
                }
                case "UNKNOWN" -> {
                    unknown++;
                    doubled(seen - 1, what);
                }
                // What has yet to be sent must not have been seen: it will be.
                default -> {
                    unsent++;
                    doubled(seen, what);
                }
            }
        }

        private void lost(String what) {
            lost++;
            fault(what);
        }

        private void doubled(int count, String what) {
            if (count > 0) {
                doubled += count;
                fault(what);
            }
        }

        private void fault(String what) {
            if (faults.size() < NAMED) {
                faults.add(what);
            }
        }
    }
}
