/** What did they mean, and what is answered? */
@NullMarked
package lianhu.bot.talk;

import org.jspecify.annotations.NullMarked;
