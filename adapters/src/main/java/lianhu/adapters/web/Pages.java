package lianhu.adapters.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates in {@code templates/web}. */
@CheckedTemplate(basePath = "web")
final class Pages {
    static native TemplateInstance report(ReportView view);

    static native TemplateInstance places(PlacesView view);

    static native TemplateInstance got(GotView view);

    static native TemplateInstance replaced(ServiceLine line);

    static native TemplateInstance ask(AskView view);

    static native TemplateInstance locked(String until, ServiceLine line);

    static native TemplateInstance track(TrackView view);

    static native TemplateInstance unit(UnitView view);

    static native TemplateInstance gone(ServiceLine line);

    static native TemplateInstance away(ServiceLine line);

    static native TemplateInstance card(CardView view);

    private Pages() {}
}
