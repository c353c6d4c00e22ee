/** Whole stories through the public channels of a running gateway. */
@NullMarked
package lianhu.app.story;

import org.jspecify.annotations.NullMarked;
