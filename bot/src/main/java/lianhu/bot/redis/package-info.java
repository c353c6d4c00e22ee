/** Short-lived state shared by all instances through Redis, with a local fallback. */
@NullMarked
package lianhu.bot.redis;

import org.jspecify.annotations.NullMarked;
