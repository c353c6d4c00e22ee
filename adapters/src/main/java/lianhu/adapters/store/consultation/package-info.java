/** The consultations of tickets in the database. */
@NullMarked
package lianhu.adapters.store.consultation;

import org.jspecify.annotations.NullMarked;
