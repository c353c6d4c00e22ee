/** Business calendar, deadline rules, due dates and their Chinese format. */
@NullMarked
package lianhu.core.deadline;

import org.jspecify.annotations.NullMarked;
