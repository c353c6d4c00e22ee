/** The callbacks of WeCom: verification, decryption and mapping to conversation messages. */
@NullMarked
package lianhu.bot.wecom.callback;

import org.jspecify.annotations.NullMarked;
