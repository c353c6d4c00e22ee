package lianhu.adapters.web.sealed;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import lianhu.adapters.web.support.Hotline;

/** The templates of the page for sealed tickets in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class SealedTemplates {
    static native TemplateInstance sealed(SealedView view);

    static native TemplateInstance revoked(Hotline line);

    private SealedTemplates() {}
}
