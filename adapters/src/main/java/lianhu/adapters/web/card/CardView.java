package lianhu.adapters.web.card;

import lianhu.adapters.web.support.Hotline;

/**
 * The card on the wall.
 *
 * @param head person of the unit head; empty when the post is vacant
 * @param deputy likewise
 * @param target what the code says
 * @param chat likewise of the code into WeChat's customer service; empty where there is none
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
