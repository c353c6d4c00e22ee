/** Classifies the free text of a report by the keywords of the catalogue. */
@NullMarked
package lianhu.core.classification;

import org.jspecify.annotations.NullMarked;
