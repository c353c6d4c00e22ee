/** Short messages (短信): sends them through the county's SMS service by HTTP, and takes its reports and replies. */
@NullMarked
package lianhu.adapters.sms;

import org.jspecify.annotations.NullMarked;
