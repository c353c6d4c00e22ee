package lianhu.bench.ledger;

import java.util.List;

/**
 * What somebody said to the robot, and what she was shown.
 *
 * @param acknowledged the gateway answered with 200
 * @param receipts told in the replies she saw
 */
public record Said(String msgid, boolean acknowledged, List<String> receipts) {}
