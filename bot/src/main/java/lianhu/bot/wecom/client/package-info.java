/** The WeCom API client: settings, accounts, access tokens, HTTP pool and error classification. */
@NullMarked
package lianhu.bot.wecom.client;

import org.jspecify.annotations.NullMarked;
