/** 电话: callers who wait to be called back, and the calls of the hotline. */
@NullMarked
package lianhu.desk.call;

import org.jspecify.annotations.NullMarked;
