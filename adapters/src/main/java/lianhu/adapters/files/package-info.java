/** Photos on disk, without what they would tell beside the picture. */
@NullMarked
package lianhu.adapters.files;

import org.jspecify.annotations.NullMarked;
