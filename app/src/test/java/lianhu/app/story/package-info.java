/** Whole stories, told through the public doors of a running gateway. */
@NullMarked
package lianhu.app.story;

import org.jspecify.annotations.NullMarked;
