/** Reads and checks a county folder. */
@NullMarked
package lianhu.adapters.county;

import org.jspecify.annotations.NullMarked;
