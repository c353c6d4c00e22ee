/** The gateway and its servers as processes: started, watched, killed, ended. */
@NullMarked
package lianhu.bench.subject;

import org.jspecify.annotations.NullMarked;
