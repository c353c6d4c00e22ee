/** Encryption of words and persons. */
@NullMarked
package lianhu.adapters.vault;

import org.jspecify.annotations.NullMarked;
