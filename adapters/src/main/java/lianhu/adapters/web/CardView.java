package lianhu.adapters.web;

/**
 * The card on the wall.
 *
 * @param head person of the unit head; empty when the post is vacant
 * @param deputy likewise
 * @param target what the code says
 */
public record CardView(
        String area, String where, String place, String head, String deputy, String target, ServiceLine line) {}
