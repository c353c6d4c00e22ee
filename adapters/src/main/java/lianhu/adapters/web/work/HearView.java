package lianhu.adapters.web.work;

import lianhu.adapters.web.support.Hotline;

/**
 * The page that asks why a recording is to be heard.
 *
 * @param sound name of the recording
 */
public record HearView(String token, String no, String sound, Hotline line) {}
