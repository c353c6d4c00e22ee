/** Encrypted callbacks to the gateway, with WeCom's retries. */
@NullMarked
package lianhu.simulator.callback;

import org.jspecify.annotations.NullMarked;
