package lianhu.templates;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * {@code notice/owner-tap.txt}.
 *
 * @param groups their names, or how many
 */
@CheckedTemplate(basePath = "notice", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
public record OwnerTap(int count, String groups) implements TemplateInstance {}
