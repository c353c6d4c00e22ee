/** Callbacks as WeCom sends them, and a client that sends many. */
@NullMarked
package lianhu.bench.load;

import org.jspecify.annotations.NullMarked;
