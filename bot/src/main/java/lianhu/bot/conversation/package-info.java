/** The messages of a conversation, the intents read from them, and the ports a conversation needs. */
@NullMarked
package lianhu.bot.conversation;

import org.jspecify.annotations.NullMarked;
