package lianhu.adapters.web.work;

import lianhu.adapters.web.support.Hotline;

/**
 * The page that asks why a recording is to be heard.
 *
 * @param path of the handler's pages
 * @param sound name of the recording
 */
public record HearView(String path, String no, String sound, Hotline line) {}
