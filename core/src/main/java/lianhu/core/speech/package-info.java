/** Speech to text: which recordings are transcribed by a machine, what it heard, and the ports that recognise and store. */
@NullMarked
package lianhu.core.speech;

import org.jspecify.annotations.NullMarked;
