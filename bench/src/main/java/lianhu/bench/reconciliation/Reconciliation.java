package lianhu.bench.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of comparing a snapshot's two sides.
 *
 * @param lost messages acknowledged and not stored, and notices marked as sent and not shown
 * @param doubled a second receipt, ticket or sight of the same
 * @param unknown notices with an unknown outcome; they are not sent again
 * @param unsent notices that are not sent yet or have no recipient
 * @param unanswered messages not acknowledged within the platform's attempts: not lost by the gateway
 */
public record Reconciliation(
        int reports,
        int notices,
        int lost,
        int duplicated,
        int unknown,
        int unsent,
        int unanswered,
        List<String> faults) {
    private static final int NAMED = 20;

    public static Reconciliation of(LedgerSnapshot ledgerSnapshot) {
        return new Counter(ledgerSnapshot).reconciliation();
    }

    private static final class Counter {
        private final LedgerSnapshot ledgerSnapshot;
        private final Map<String, StoredReport> storedReport = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private int lost;
        private int doubled;
        private int unknown;
        private int unsent;
        private int unanswered;

        Counter(LedgerSnapshot ledgerSnapshot) {
            this.ledgerSnapshot = ledgerSnapshot;
        }

        Reconciliation reconciliation() {
            ledgerSnapshot.stored().forEach(this::checkStored);
            ledgerSnapshot.sent().forEach(this::checkMessage);
            addDuplicate((int) ledgerSnapshot.orphans(), "tickets without a receipt");
            ledgerSnapshot.deliveries().forEach(this::checkDelivery);
            return new Reconciliation(
                    storedReport.size(),
                    ledgerSnapshot.deliveries().size(),
                    lost,
                    doubled,
                    unknown,
                    unsent,
                    unanswered,
                    List.copyOf(faults));
        }

        private void checkStored(StoredReport one) {
            if (storedReport.putIfAbsent(one.msgid(), one) != null) {
                addDuplicate(1, "message " + one.msgid() + " has two receipts");
            }
        }

        private void checkMessage(SentMessage sentMessage) {
            StoredReport entry = storedReport.get(sentMessage.msgid());
            if (!sentMessage.acknowledged()) {
                unanswered++;
            } else if (entry == null) {
                addLost("message " + sentMessage.msgid() + " was acknowledged and is not there");
                return;
            } else if (sentMessage.receipts().isEmpty()) {
                addLost("message " + sentMessage.msgid() + " was acknowledged without its receipt");
            }
            Set<String> unmatched = new HashSet<>(sentMessage.receipts());
            if (entry != null) {
                unmatched.remove(entry.receipt());
            }
            addDuplicate(unmatched.size(), "message " + sentMessage.msgid() + " got another receipt");
        }

        private void checkDelivery(StoredDelivery storedDelivery) {
            int seen = ledgerSnapshot.seen().getOrDefault(storedDelivery.ticket(), 0);
            String what = "notice of " + storedDelivery.ticket() + " is " + storedDelivery.state() + " and was seen "
                    + seen + " times";
            switch (storedDelivery.state()) {
                case "SENT" -> {
                    if (seen == 0) {
                        addLost(what);
                    }
                    addDuplicate(seen - 1, what);
                }
                case "UNKNOWN" -> {
                    unknown++;
                    addDuplicate(seen - 1, what);
                }
                // A notice that is still to be sent must not have been shown, because it will be sent.
                default -> {
                    unsent++;
                    addDuplicate(seen, what);
                }
            }
        }

        private void addLost(String what) {
            lost++;
            addFault(what);
        }

        private void addDuplicate(int count, String what) {
            if (count > 0) {
                doubled += count;
                addFault(what);
            }
        }

        private void addFault(String what) {
            if (faults.size() < NAMED) {
                faults.add(what);
            }
        }
    }
}
