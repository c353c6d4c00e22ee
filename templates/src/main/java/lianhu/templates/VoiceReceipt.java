package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** {@code notice/voice-receipt.txt}. */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record VoiceReceipt(String by, String receipt) implements TemplateInstance {}
