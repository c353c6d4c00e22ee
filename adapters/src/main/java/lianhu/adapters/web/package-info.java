/** The pages of residents and unit heads: say something, see how far it is, help a neighbour, print the card. */
@NullMarked
package lianhu.adapters.web;

import org.jspecify.annotations.NullMarked;
