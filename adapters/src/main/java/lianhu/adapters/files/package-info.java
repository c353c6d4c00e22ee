/** Stores photos and recordings as encrypted files after removing their metadata. */
@NullMarked
package lianhu.adapters.files;

import org.jspecify.annotations.NullMarked;
