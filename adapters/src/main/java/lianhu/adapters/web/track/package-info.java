/** The tracking page of a receipt and the actions of its reporter. */
@NullMarked
package lianhu.adapters.web.track;

import org.jspecify.annotations.NullMarked;
