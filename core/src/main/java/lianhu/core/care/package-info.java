/** WeChat customer service (微信客服): residents who write to us alone, and how often they may be answered. */
@NullMarked
package lianhu.core.care;

import org.jspecify.annotations.NullMarked;
