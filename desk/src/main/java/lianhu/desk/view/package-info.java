/** View models of one ticket that both the queue and the ticket page show. */
@NullMarked
package lianhu.desk.view;

import org.jspecify.annotations.NullMarked;
