/** Checks of a running or stopped installation, each with advice. */
@NullMarked
package lianhu.app.doctor;

import org.jspecify.annotations.NullMarked;
