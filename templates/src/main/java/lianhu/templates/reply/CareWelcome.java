package lianhu.templates.reply;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code reply/care-welcome.txt}. */
@CheckedTemplate(basePath = "reply", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record CareWelcome(String place, String hotline) implements TemplateInstance {}
