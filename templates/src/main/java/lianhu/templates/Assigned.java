package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/assigned.txt}. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record Assigned(String words, String place, String receipt, String by, String ticket) implements TemplateInstance {}
