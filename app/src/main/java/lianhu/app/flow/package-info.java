/** The channels between intake, outbox and senders, and their metrics. */
@NullMarked
package lianhu.app.flow;

import org.jspecify.annotations.NullMarked;
