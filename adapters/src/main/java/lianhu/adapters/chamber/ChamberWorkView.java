package lianhu.adapters.chamber;

import lianhu.adapters.web.work.WorkView;

/**
 * 商会办的: the open tickets of the away grid on the page of its contact.
 *
 * @param where name of the grid
 * @param person name of the contact
 */
public record ChamberWorkView(String token, String where, String person, WorkView work) {}
