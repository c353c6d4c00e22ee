/** Erases content that is past its term, or on request. */
@NullMarked
package lianhu.adapters.store.retention;

import org.jspecify.annotations.NullMarked;
