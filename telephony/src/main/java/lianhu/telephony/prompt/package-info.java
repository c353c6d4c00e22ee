/** What callers hear: the names of prompts, their files in each language, and the language that a caller chose. */
@NullMarked
package lianhu.telephony.prompt;

import org.jspecify.annotations.NullMarked;
