/** What the tests of the whole gateway share: servers, clients and a browser. */
@NullMarked
package lianhu.app.support;

import org.jspecify.annotations.NullMarked;
