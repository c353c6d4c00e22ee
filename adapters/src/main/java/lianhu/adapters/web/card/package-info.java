/** The card of a unit with its QR codes, for printing. */
@NullMarked
package lianhu.adapters.web.card;

import org.jspecify.annotations.NullMarked;
