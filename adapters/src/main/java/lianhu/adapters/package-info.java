@NullMarked
package lianhu.adapters;

import org.jspecify.annotations.NullMarked;
