/** Writes the same rows straight into the database, as a measure of what the machine can do. */
@NullMarked
package lianhu.bench.baseline;

import org.jspecify.annotations.NullMarked;
