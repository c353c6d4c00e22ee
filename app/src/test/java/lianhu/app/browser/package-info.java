/** The pages in a real browser: the system's Chromium, driven by Playwright, checked by axe-core. */
@NullMarked
package lianhu.app.browser;

import org.jspecify.annotations.NullMarked;
