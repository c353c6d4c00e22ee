/** 登记: what a caller or a visitor says is written down and filed like every report. */
@NullMarked
package lianhu.desk.intake;

import org.jspecify.annotations.NullMarked;
