@NullMarked
package lianhu.desk.status;

import org.jspecify.annotations.NullMarked;
