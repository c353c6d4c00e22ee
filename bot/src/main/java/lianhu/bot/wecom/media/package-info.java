/** Download and decryption of images and voice messages from WeCom. */
@NullMarked
package lianhu.bot.wecom.media;

import org.jspecify.annotations.NullMarked;
