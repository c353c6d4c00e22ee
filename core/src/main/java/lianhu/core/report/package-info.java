/**
 * A report as a channel delivers it, its receipt number, its attachments and the failures a channel has to answer.
 */
@NullMarked
package lianhu.core.report;

import org.jspecify.annotations.NullMarked;
