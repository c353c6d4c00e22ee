/** What a free text is about. */
@NullMarked
package lianhu.core.reading;

import org.jspecify.annotations.NullMarked;
