package lianhu.bench.reconciliation;

import java.util.List;

/**
 * What somebody said to the robot, and what she was shown.
 *
 * @param acknowledged the gateway answered with 200
 * @param receipts told in the replies she saw
 */
public record SentMessage(String msgid, boolean acknowledged, List<String> receipts) {}
