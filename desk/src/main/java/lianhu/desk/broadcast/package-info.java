/** Pages that write, approve and follow a broadcast. */
@NullMarked
package lianhu.desk.broadcast;

import org.jspecify.annotations.NullMarked;
