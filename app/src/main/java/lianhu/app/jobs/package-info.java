/** Scheduled jobs. */
@NullMarked
package lianhu.app.jobs;

import org.jspecify.annotations.NullMarked;
