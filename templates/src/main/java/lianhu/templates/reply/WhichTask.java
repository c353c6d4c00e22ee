package lianhu.templates.reply;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** {@code reply/which-task.txt}. */
@CheckedTemplate(basePath = "reply", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record WhichTask(List<ProgressLine> lines) implements TemplateInstance {}
