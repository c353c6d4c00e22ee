/** WeChat customer service (kf): reading messages, replying and deliveries. */
@NullMarked
package lianhu.bot.wecom.kf;

import org.jspecify.annotations.NullMarked;
