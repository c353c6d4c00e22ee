/** Builds the transcription of voice messages from settings. */
@NullMarked
package lianhu.app.speech;

import org.jspecify.annotations.NullMarked;
