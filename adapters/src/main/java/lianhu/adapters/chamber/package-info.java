/**
 * What a chamber of commerce reports for its members in another city, and what its away grid handles: the contact's page and
 * the API of the chamber.
 */
@NullMarked
package lianhu.adapters.chamber;

import org.jspecify.annotations.NullMarked;
