/** Customer groups (客户群): which belongs where and by what evidence, and what waits for their owners' tap. */
@NullMarked
package lianhu.core.group;

import org.jspecify.annotations.NullMarked;
