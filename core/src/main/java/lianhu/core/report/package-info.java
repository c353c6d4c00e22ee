/** What a person told us, and the receipt number she hears. */
@NullMarked
package lianhu.core.report;

import org.jspecify.annotations.NullMarked;
