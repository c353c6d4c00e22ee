/** 吹哨报到, “4+X”会商 and “3+N”调解: several bodies deal with one ticket together, whose state does not change. */
@NullMarked
package lianhu.core.consultation;

import org.jspecify.annotations.NullMarked;
