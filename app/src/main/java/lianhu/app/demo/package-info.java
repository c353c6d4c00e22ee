/** The demonstration: invented accounts and reports, and a power cut. */
@NullMarked
package lianhu.app.demo;

import org.jspecify.annotations.NullMarked;
