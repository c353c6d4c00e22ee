/** Stores transcripts and the attempts to make them. */
@NullMarked
package lianhu.adapters.store.speech;

import org.jspecify.annotations.NullMarked;
