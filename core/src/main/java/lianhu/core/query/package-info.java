/** Read access to tickets and deliveries, limited to what a viewer may see. */
@NullMarked
package lianhu.core.query;

import org.jspecify.annotations.NullMarked;
