/** The report and routing catalogues of a county as values: categories, keywords, rules and default owners. */
@NullMarked
package lianhu.core.catalogue;

import org.jspecify.annotations.NullMarked;
