package lianhu.adapters.web.card;

import lianhu.adapters.web.support.Hotline;

/**
 * The printed card.
 *
 * @param head person of the unit head; empty when the post is vacant
 * @param deputy person of the deputy; empty when the post is vacant
 * @param target URL in the QR code
 * @param chat URL of the customer service in WeChat; empty where there is none
 */
public record CardView(
        String area,
        String where,
        String place,
        String head,
        String deputy,
        String target,
        String chat,
        Hotline line) {}
