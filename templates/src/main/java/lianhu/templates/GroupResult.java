package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/group-result.txt}. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record GroupResult(String title, String words, String day, String owner) implements TemplateInstance {}
