package lianhu.adapters.query;

import java.util.Optional;
import lianhu.core.report.MessageSource;

/** Parses sources from text; the id may contain colons. */
final class MessageSourceCodec {
    static Optional<MessageSource> parse(String text) {
        String[] parts = text.split(":", 3);
        return parts.length == 3 ? Optional.of(new MessageSource(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    private MessageSourceCodec() {}
}
