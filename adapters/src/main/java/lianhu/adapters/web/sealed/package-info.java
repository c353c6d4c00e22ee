/** The page of those who open sealed tickets. */
@NullMarked
package lianhu.adapters.web.sealed;

import org.jspecify.annotations.NullMarked;
