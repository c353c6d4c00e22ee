package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/emergency-call.txt}. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record EmergencyCall(String words, String place, String ticket) implements TemplateInstance {}
