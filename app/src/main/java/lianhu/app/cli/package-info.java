/** Backup, restore, key rotation and image building behind the command line. */
@NullMarked
package lianhu.app.cli;

import org.jspecify.annotations.NullMarked;
