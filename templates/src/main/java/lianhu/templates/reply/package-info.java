/** Answers at the doors, one record for each text. */
@NullMarked
package lianhu.templates.reply;

import org.jspecify.annotations.NullMarked;
