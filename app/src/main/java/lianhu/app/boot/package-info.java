/** Settings, keys, migrations and servers that must be ready before the gateway starts. */
@NullMarked
package lianhu.app.boot;

import org.jspecify.annotations.NullMarked;
