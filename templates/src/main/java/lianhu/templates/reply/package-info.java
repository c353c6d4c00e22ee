/** Replies to residents and staff, one record for each text file. */
@NullMarked
package lianhu.templates.reply;

import org.jspecify.annotations.NullMarked;
