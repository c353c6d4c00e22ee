/** A county's folder of data, read and checked before anything starts. */
@NullMarked
package lianhu.adapters.county;

import org.jspecify.annotations.NullMarked;
