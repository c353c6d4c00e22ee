/** PostgreSQL, Redis and Asterisk as child processes of the gateway. */
@NullMarked
package lianhu.embedded;

import org.jspecify.annotations.NullMarked;
