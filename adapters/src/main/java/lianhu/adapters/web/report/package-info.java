/** The report form and the receipt page. */
@NullMarked
package lianhu.adapters.web.report;

import org.jspecify.annotations.NullMarked;
