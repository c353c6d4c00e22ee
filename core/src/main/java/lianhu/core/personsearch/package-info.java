/** Searches for the reports of a person by telephone number or name: each with a reason that is kept. */
@NullMarked
package lianhu.core.personsearch;

import org.jspecify.annotations.NullMarked;
