/** The page of one ticket: its actions, attachments and the disclosure of a sealed reporter. */
@NullMarked
package lianhu.desk.ticket;

import org.jspecify.annotations.NullMarked;
