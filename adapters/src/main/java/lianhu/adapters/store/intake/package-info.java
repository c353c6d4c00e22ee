/** Stores reports and their tickets by group commit. */
@NullMarked
package lianhu.adapters.store.intake;

import org.jspecify.annotations.NullMarked;
