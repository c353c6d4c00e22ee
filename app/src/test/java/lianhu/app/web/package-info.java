/** The public pages and the API of a running gateway. */
@NullMarked
package lianhu.app.web;

import org.jspecify.annotations.NullMarked;
