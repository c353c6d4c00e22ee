package lianhu.bot.wecom.client;

import java.util.List;

/** Settings with which the gateway does not start; the message is for the operator and quotes no secret. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettingsException(List<String> faults) {
        super("企业微信的设置有 " + faults.size() + " 处不对，网关没有启动：\n" + String.join("\n", faults));
    }
}
