/** Login, sessions and the filter that admits only staff to the desk. */
@NullMarked
package lianhu.desk.auth;

import org.jspecify.annotations.NullMarked;
