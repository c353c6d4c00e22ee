package lianhu.app.doctor;

import java.net.URI;
import lianhu.app.boot.Loopback;
import lianhu.telephony.trunk.TrunkDiagnosis;

/** Says whether the trunk of the operator answers, and if not, why and what to do. */
final class TrunkChecks {
    private static final String DOWN = "中继不通，打不出去，也可能打不进来：";
    private static final String OTHER_AUTHORITY = "如果运营商换过证书，请要新的签发机构证书，换掉这个文件，重启 Asterisk；没有换过，就不要接：对面可能不是运营商";

    private final URI asterisk;
    private final String authorization;
    private final String name;

    /**
     * @param authorization value of the header of this name
     * @param name of the trunk in {@code pjsip.conf}
     */
    TrunkChecks(URI asterisk, String authorization, String name) {
        this.asterisk = asterisk;
        this.authorization = authorization;
        this.name = name;
    }

    DiagnosticResult result() {
        return result(TrunkDiagnosis.of(asterisk, authorization, name, Loopback.isHost(asterisk.getHost())), name);
    }

    static DiagnosticResult result(TrunkDiagnosis trunk, String name) {
        String address = trunk.address();
        return switch (trunk.fault()) {
            case NONE -> DiagnosticResult.ok("中继通");
            case UNKNOWN -> DiagnosticResult.warning("Asterisk 没有说中继通不通", "请过半分钟再看一次；还不说，请看它的 res_ari_endpoints 载入了没有");
            case NOT_CONFIGURED ->
                DiagnosticResult.warning(
                        "Asterisk 里没有叫 " + name + " 的中继：通不通看不出来",
                        "请看 pjsip.conf 里有没有 #include pjsip-trunk.conf；中继叫别的名字，就写进 lianhu.telephony.trunk-name");
            case NO_CONNECTION ->
                down(address + " 连不上", "请看专线和网线、防火墙，对一下 pjsip.conf 里运营商的地址；都对，请找运营商。Asterisk 重启不到半分钟的，过会儿再看");
            case SILENT ->
                down(
                        address.isEmpty() ? "对面不回话" : address + " 连得上，不回话",
                        "Asterisk 重启不到半分钟的，过会儿再看；还是这样，请运营商看这条线开了没有、本机的地址和证书他们认不认");
            case NO_TLS -> down(address + " 不是 TLS", "请问运营商 TLS 用哪个端口；不加密的，改用 pjsip-trunk.conf");
            case CERTIFICATE_EXPIRED ->
                down("证书不在有效期（" + address + "）", "先对一下本机的时间；时间对，请运营商换证书。不要为了接通去掉 verify_server");
            case CERTIFICATE_UNTRUSTED -> down("证书不是 " + trunk.authority() + " 那家签的（" + address + "）", OTHER_AUTHORITY);
            case CERTIFICATE_OF_ANOTHER ->
                down("证书上的名字不是 " + address, "请问运营商证书上写的是哪个名字或地址，照样写进 pjsip-trunk-tls.conf 的 contact");
            case AUTHORITY_UNREADABLE -> down(address + " 不回话，证书没有查：读不到 " + trunk.authority(), "请让运行网关的账号也能读这个文件，再看一次");
        };
    }

    private static DiagnosticResult down(String why, String advice) {
        return DiagnosticResult.error(DOWN + why, advice);
    }
}
