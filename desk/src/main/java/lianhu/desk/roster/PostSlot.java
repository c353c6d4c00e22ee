package lianhu.desk.roster;

import java.time.LocalDate;
import java.util.Optional;
import lianhu.core.roster.Post;

/**
 * A post of the list.
 *
 * @param post with its last holder when it is vacant; with an empty name when nobody ever held it
 * @param vacantSince first day without a holder; empty when it is held or nobody ever held it
 */
record PostSlot(Post post, boolean isVacant, Optional<LocalDate> vacantSince) {}
