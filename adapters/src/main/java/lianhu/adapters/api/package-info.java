/** The interface for partners and scripts under {@code /api/v1}. */
@NullMarked
package lianhu.adapters.api;

import org.jspecify.annotations.NullMarked;
