/** What WeCom sends to the gateway, and what comes back on the same connection. */
@NullMarked
package lianhu.simulator.callback;

import org.jspecify.annotations.NullMarked;
