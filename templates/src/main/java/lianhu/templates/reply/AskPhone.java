package lianhu.templates.reply;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code reply/ask-phone.txt}. */
@CheckedTemplate(basePath = "reply", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record AskPhone() implements TemplateInstance {}
