/** Browser security that the public pages and the desk share: where a form may come from, and what a page may load. */
@NullMarked
package lianhu.core.web;

import org.jspecify.annotations.NullMarked;
