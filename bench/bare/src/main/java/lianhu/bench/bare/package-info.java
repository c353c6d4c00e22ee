/** A bare Quarkus application whose start time is the reference for the gateway's start time. */
@NullMarked
package lianhu.bench.bare;

import org.jspecify.annotations.NullMarked;
