/** WeCom's own paths under /cgi-bin. */
@NullMarked
package lianhu.simulator.wecom;

import org.jspecify.annotations.NullMarked;
