/** Compares what was sent with what is stored and delivered. */
@NullMarked
package lianhu.bench.reconciliation;

import org.jspecify.annotations.NullMarked;
