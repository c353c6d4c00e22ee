/** What must stay hidden: red lines, data at rest, logs. */
@NullMarked
package lianhu.app.privacy;

import org.jspecify.annotations.NullMarked;
