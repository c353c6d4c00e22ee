/** Limits on what one client address, and everybody together at one place, may send to the public pages. */
@NullMarked
package lianhu.adapters.web.ratelimit;

import org.jspecify.annotations.NullMarked;
