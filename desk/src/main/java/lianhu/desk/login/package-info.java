/** Who may sit at the desk. */
@NullMarked
package lianhu.desk.login;

import org.jspecify.annotations.NullMarked;
