/** 回访 by telephone: who reported by telephone is asked whether the matter is solved, and how satisfied they are. */
@NullMarked
package lianhu.core.followup;

import org.jspecify.annotations.NullMarked;
