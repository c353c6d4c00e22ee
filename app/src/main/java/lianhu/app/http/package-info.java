/** What holds for every HTTP response: headers, the hosts that are served, and the pages for errors. */
@NullMarked
package lianhu.app.http;

import org.jspecify.annotations.NullMarked;
