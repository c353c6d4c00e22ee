/** Stores who heard which recording. */
@NullMarked
package lianhu.adapters.store.recording;

import org.jspecify.annotations.NullMarked;
