/** The WeCom interfaces that the gateway calls. */
@NullMarked
package lianhu.simulator.wecom;

import org.jspecify.annotations.NullMarked;
