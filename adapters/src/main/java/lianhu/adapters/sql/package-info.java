/** Shared code of the SQL adapters: error translation, timestamps, encrypted and JSON columns, failpoints. */
@NullMarked
package lianhu.adapters.sql;

import org.jspecify.annotations.NullMarked;
