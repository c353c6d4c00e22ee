/** Telephone calls as they are stored: the port between the conversation on the telephone and the database. */
@NullMarked
package lianhu.core.call;

import org.jspecify.annotations.NullMarked;
