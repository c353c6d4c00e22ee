@NullMarked
package lianhu.bench;

import org.jspecify.annotations.NullMarked;
