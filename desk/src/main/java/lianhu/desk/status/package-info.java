/** 系统状态: whether every part works, for the duty officer and the IT person. */
@NullMarked
package lianhu.desk.status;

import org.jspecify.annotations.NullMarked;
