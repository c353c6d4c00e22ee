/** The pages of whistles, meetings and mediations. */
@NullMarked
package lianhu.desk.consultation;

import org.jspecify.annotations.NullMarked;
