/** What was taken off the public board. */
@NullMarked
package lianhu.adapters.store.board;

import org.jspecify.annotations.NullMarked;
