/** What can be reported, by which words it is known, and who takes it: the county's catalogues as values. */
@NullMarked
package lianhu.core.catalogue;

import org.jspecify.annotations.NullMarked;
