@NullMarked
package lianhu.bot;

import org.jspecify.annotations.NullMarked;
