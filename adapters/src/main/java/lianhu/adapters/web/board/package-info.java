/** The public board of a township (民生回音壁), and 我也是. */
@NullMarked
package lianhu.adapters.web.board;

import org.jspecify.annotations.NullMarked;
