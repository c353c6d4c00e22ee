/** A Quarkus application that does nothing: its start is the measure for the start of the gateway. */
@NullMarked
package lianhu.bench.bare;

import org.jspecify.annotations.NullMarked;
