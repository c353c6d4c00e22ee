package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/private-result.txt}. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record PrivateResult(String title, String receipt, String day, String owner, String words, String link)
        implements TemplateInstance {}
