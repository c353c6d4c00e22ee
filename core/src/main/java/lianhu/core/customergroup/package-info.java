/** Customer groups (客户群), the evidence for their unit, and the messages that wait for their owner. */
@NullMarked
package lianhu.core.customergroup;

import org.jspecify.annotations.NullMarked;
