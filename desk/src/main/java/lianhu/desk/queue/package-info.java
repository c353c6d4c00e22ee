/** The list of tickets that wait for the staff, and its live updates. */
@NullMarked
package lianhu.desk.queue;

import org.jspecify.annotations.NullMarked;
