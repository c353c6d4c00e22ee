@NullMarked
package lianhu.embedded;

import org.jspecify.annotations.NullMarked;
