/** PostgreSQL and Redis as child processes of the gateway. */
@NullMarked
package lianhu.embedded;

import org.jspecify.annotations.NullMarked;
