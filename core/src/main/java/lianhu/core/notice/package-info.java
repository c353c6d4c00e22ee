/** What is told to whom, and what became of it. */
@NullMarked
package lianhu.core.notice;

import org.jspecify.annotations.NullMarked;
