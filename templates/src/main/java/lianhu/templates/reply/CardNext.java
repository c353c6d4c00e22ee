package lianhu.templates.reply;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code reply/card-next.txt}. */
@CheckedTemplate(basePath = "reply", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record CardNext(String action, String by, String owner) implements TemplateInstance {}
