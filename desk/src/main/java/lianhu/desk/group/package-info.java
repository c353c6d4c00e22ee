/** Pages that bind groups to areas and hand out personal links. */
@NullMarked
package lianhu.desk.group;

import org.jspecify.annotations.NullMarked;
