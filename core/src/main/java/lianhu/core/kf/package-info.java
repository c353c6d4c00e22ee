/** Sessions of WeCom customer service (微信客服) and how many replies each still allows. */
@NullMarked
package lianhu.core.kf;

import org.jspecify.annotations.NullMarked;
