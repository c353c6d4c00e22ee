/** Who holds which post, from when to when. */
@NullMarked
package lianhu.core.people;

import org.jspecify.annotations.NullMarked;
