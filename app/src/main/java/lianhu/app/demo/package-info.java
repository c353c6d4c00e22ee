/** Invented accounts and reports of the demonstration. */
@NullMarked
package lianhu.app.demo;

import org.jspecify.annotations.NullMarked;
