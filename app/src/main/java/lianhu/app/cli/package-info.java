/** The commands of {@code ./lianhu}: options, help texts and refusals, by picocli. Each command starts what it needs and ends by itself. */
@NullMarked
package lianhu.app.cli;

import org.jspecify.annotations.NullMarked;
