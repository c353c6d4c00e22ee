/** Fixtures and tests over several packages. */
@NullMarked
package lianhu.bot.wecom;

import org.jspecify.annotations.NullMarked;
