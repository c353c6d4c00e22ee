/** Customer groups: synchronisation, join codes and mass messages their owners confirm. */
@NullMarked
package lianhu.bot.wecom.customergroup;

import org.jspecify.annotations.NullMarked;
