/** Speech to text through an HTTP server that speaks OpenAI's protocol. */
@NullMarked
package lianhu.adapters.speech;

import org.jspecify.annotations.NullMarked;
