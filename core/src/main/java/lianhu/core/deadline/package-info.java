/** Working days, make-up days and due dates. */
@NullMarked
package lianhu.core.deadline;

import org.jspecify.annotations.NullMarked;
