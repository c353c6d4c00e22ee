/**
 * Reports of a chamber of commerce for its members in another city: the contact's page and the API of the chamber.
 */
@NullMarked
package lianhu.adapters.chamber;

import org.jspecify.annotations.NullMarked;
