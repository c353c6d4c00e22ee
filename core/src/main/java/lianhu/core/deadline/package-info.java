/** Business calendar, deadline rules and due dates. */
@NullMarked
package lianhu.core.deadline;

import org.jspecify.annotations.NullMarked;
