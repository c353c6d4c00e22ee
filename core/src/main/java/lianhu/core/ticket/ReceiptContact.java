package lianhu.core.ticket;

import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;

/**
 * One receipt of a ticket and how its reporter is reached.
 *
 * @param chat the group it was said in; empty elsewhere
 * @param area of the report: the unit whose head relayed it, for instance
 * @param hasAccount the speaker has a WeCom account, so that a private message can reach her
 */
public record ReceiptContact(
        ReceiptNo receipt, Channel channel, Optional<String> chat, AreaCode area, boolean hasAccount) {}
