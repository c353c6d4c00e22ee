/** Sessions, cursors and pending media of WeCom customer service in PostgreSQL. */
@NullMarked
package lianhu.adapters.store.kf;

import org.jspecify.annotations.NullMarked;
