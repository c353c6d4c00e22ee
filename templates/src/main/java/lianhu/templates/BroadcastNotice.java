package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/broadcast-notice.txt}. A draft for whoever writes it. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record BroadcastNotice(String topic, String words, String from) implements TemplateInstance {}
