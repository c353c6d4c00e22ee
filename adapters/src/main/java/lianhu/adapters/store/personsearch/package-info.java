/** Stores who searched for a person, and why. */
@NullMarked
package lianhu.adapters.store.personsearch;

import org.jspecify.annotations.NullMarked;
