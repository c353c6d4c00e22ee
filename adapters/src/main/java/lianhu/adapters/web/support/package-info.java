/** What the public pages share: responses, security headers, form input, cookies and formats. */
@NullMarked
package lianhu.adapters.web.support;

import org.jspecify.annotations.NullMarked;
