/** How long content is kept, and who may have it erased earlier. */
@NullMarked
package lianhu.core.retention;

import org.jspecify.annotations.NullMarked;
