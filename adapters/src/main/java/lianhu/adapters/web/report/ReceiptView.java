package lianhu.adapters.web.report;

import lianhu.adapters.web.support.Hotline;

/**
 * A receipt.
 *
 * @param kind open, sealed, fire (an emergency) or danger (a confidential emergency)
 * @param owner empty while the desk looks for one
 * @param advice what to do now, or the statutory channel; empty for none
 * @param number to call immediately; empty for none
 * @param phone masked; empty when none was left
 * @param isSmsPromised whether the result goes to that number by SMS
 */
public record ReceiptView(
        String area,
        String no,
        String spoken,
        String kind,
        String title,
        String owner,
        String due,
        String advice,
        String number,
        String phone,
        Hotline line,
        boolean isSmsPromised) {}
