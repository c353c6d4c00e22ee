/** The public board of answered matters (民生回音壁): what may stand on it, and what was taken off. */
@NullMarked
package lianhu.core.board;

import org.jspecify.annotations.NullMarked;
