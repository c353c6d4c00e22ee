/** The commands of {@code ./lianhu}, by picocli: options, help texts and error messages. */
@NullMarked
package lianhu.app.cli;

import org.jspecify.annotations.NullMarked;
