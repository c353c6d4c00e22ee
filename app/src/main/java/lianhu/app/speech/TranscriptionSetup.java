package lianhu.app.speech;

import java.util.Optional;
import lianhu.core.speech.TranscriptionService;

/**
 * Whether voice messages are transcribed.
 *
 * @param service empty where no speech server is configured
 */
public record TranscriptionSetup(Optional<TranscriptionService> service) {}
