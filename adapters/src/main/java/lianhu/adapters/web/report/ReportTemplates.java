package lianhu.adapters.web.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of the report form in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class ReportTemplates {
    static native TemplateInstance report(ReportView view);

    static native TemplateInstance places(PlacesView view);

    static native TemplateInstance got(ReceiptView view);

    private ReportTemplates() {}
}
