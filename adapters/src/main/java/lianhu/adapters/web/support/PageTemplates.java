package lianhu.adapters.web.support;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates in {@code templates/web} that several pages share. */
@CheckedTemplate(basePath = "web")
public final class PageTemplates {
    public static native TemplateInstance replaced(Hotline line);

    public static native TemplateInstance gone(Hotline line);

    /** @param wait until the next look-up is allowed, in words */
    public static native TemplateInstance slow(String wait, Hotline line);

    static native TemplateInstance away(Hotline line);

    public static native TemplateInstance error(String title, String text, Hotline line);

    private PageTemplates() {}
}
