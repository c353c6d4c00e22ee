/** The personal pages of the parties of a consultation, and of who whistles for help on a ticket. */
@NullMarked
package lianhu.adapters.web.consultation;

import org.jspecify.annotations.NullMarked;
