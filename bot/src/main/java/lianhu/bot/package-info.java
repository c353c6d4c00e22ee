/** The conversations in WeChat, and what they count. */
@NullMarked
package lianhu.bot;

import org.jspecify.annotations.NullMarked;
