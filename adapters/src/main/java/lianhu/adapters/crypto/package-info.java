/** Encryption of columns, keyed hashes and the key ring. */
@NullMarked
package lianhu.adapters.crypto;

import org.jspecify.annotations.NullMarked;
