/** 叫应 by telephone: the posts of an emergency are called until one of them presses a key. */
@NullMarked
package lianhu.core.outbound;

import org.jspecify.annotations.NullMarked;
