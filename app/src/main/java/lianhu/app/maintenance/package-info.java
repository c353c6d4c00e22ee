/** Backup, restore and key rotation of a county's data. */
@NullMarked
package lianhu.app.maintenance;

import org.jspecify.annotations.NullMarked;
