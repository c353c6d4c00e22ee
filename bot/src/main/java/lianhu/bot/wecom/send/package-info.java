/** Messages, cards and webhook posts sent to WeCom within its rate limits. */
@NullMarked
package lianhu.bot.wecom.send;

import org.jspecify.annotations.NullMarked;
