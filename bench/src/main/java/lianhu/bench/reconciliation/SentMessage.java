package lianhu.bench.reconciliation;

import java.util.List;

/**
 * A message to the robot and the replies that its sender saw.
 *
 * @param acknowledged the gateway answered with 200
 * @param receipts in the replies
 */
public record SentMessage(String msgid, boolean acknowledged, List<String> receipts) {}
