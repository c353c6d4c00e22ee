/** The way to look at tickets: what a viewer may not see is not in the answer of the database. */
@NullMarked
package lianhu.adapters.worklist;

import org.jspecify.annotations.NullMarked;
