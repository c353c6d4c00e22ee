/** The personal page of a unit head. */
@NullMarked
package lianhu.adapters.web.unit;

import org.jspecify.annotations.NullMarked;
