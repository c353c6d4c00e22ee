/** Notices, deliveries and recipients, with the ports that render and send them. */
@NullMarked
package lianhu.core.notice;

import org.jspecify.annotations.NullMarked;
