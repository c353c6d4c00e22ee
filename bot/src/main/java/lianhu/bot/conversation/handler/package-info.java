/** The handlers that answer each intent of a resident or a member of staff. */
@NullMarked
package lianhu.bot.conversation.handler;

import org.jspecify.annotations.NullMarked;
