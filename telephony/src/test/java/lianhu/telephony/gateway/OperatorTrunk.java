package lianhu.telephony.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lianhu.embedded.ConfiguredAsterisk;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.trunk.TrunkCertificates;

/**
 * A county's Asterisk of the files in {@code telephony/asterisk}, and a second Asterisk that stands for the border controller of
 * the operator and for the telephone network behind it.
 */
final class OperatorTrunk implements AutoCloseable {
    static final String COUNTY_NUMBER = "05551234567";
    private static final String PASSWORD = "a-password-of-a-test";

    private final int ariPort = ConfiguredAsterisk.freePort();
    private final int countyPort = ConfiguredAsterisk.freePort();
    private final int operatorPort = ConfiguredAsterisk.freePort();
    private final int networkPort = ConfiguredAsterisk.freePort();
    private final int officePort = ConfiguredAsterisk.freePort();
    final ConfiguredAsterisk county;
    final ConfiguredAsterisk operator;

    /** Without encryption. */
    OperatorTrunk() {
        this(UnaryOperator.identity());
    }

    /**
     * Without encryption.
     *
     * @param change of what a file of the county says, for a test that cannot wait as long as a caller would
     */
    OperatorTrunk(UnaryOperator<String> change) {
        this(folder -> Map.of(), new LinkedHashMap<>(), "tcp", Map.of(), change);
        awaitTrunk();
    }

    /** A busy machine may start one of them so late that the first question of the other gets no answer. */
    private void awaitTrunk() {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!county.cli("pjsip show contacts").contains("Avail") && System.nanoTime() < end) {
            county.cli("pjsip qualify trunk");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /**
     * With TLS and SRTP.
     *
     * @param ofCounty certificate, key and authority of the county
     * @param ofOperator those of the operator
     */
    OperatorTrunk(TrunkCertificates ofCounty, TrunkCertificates ofOperator) {
        this(
                folder -> Map.of(
                        "/etc/asterisk/keys",
                        folder.toString(),
                        "#include pjsip-trunk.conf",
                        "#include pjsip-trunk-tls.conf",
                        "#include pjsip-office.conf",
                        "#include pjsip-office-tls.conf"),
                new LinkedHashMap<>(ofCounty.files("county", "operator-ca")),
                "tls",
                ofOperator.files("operator", "authority"),
                UnaryOperator.identity());
    }

    private OperatorTrunk(
            Function<Path, Map<String, String>> more,
            Map<String, String> countyKeys,
            String protocol,
            Map<String, String> operatorKeys,
            UnaryOperator<String> change) {
        operator = ConfiguredAsterisk.start(folder -> operatorFiles(folder, protocol, operatorKeys));
        try {
            county = ConfiguredAsterisk.start(folder -> {
                Map<String, String> files = CountyAsteriskFiles.with(values(folder, more.apply(folder)));
                files.replaceAll((name, text) -> change.apply(text));
                files.putAll(countyKeys);
                return files;
            });
        } catch (RuntimeException | Error e) {
            operator.close();
            throw e;
        }
    }

    /** A telephone of the network, whose number ends with its port. */
    SipPhone subscriber(Tone voice) {
        return new SipPhone(networkPort, "called", voice);
    }

    /** A telephone of the network that calls with this number. */
    SipPhone subscriber(String number, Tone voice) {
        return new SipPhone(networkPort, number, voice);
    }

    static String number(SipPhone subscriber) {
        return "139000" + subscriber.port();
    }

    /** The telephone that is called under 119. */
    SipPhone emergencyDesk(Tone voice) {
        SipPhone desk = new SipPhone(networkPort, "119", voice);
        operator.cli("dialplan set global DESK_PORT " + desk.port());
        return desk;
    }

    /** A telephone of the office that registers with the county's Asterisk. */
    SipPhone office(String extension, Tone voice) throws InterruptedException {
        SipPhone phone = new SipPhone(officePort, extension, voice);
        phone.register(PASSWORD);
        return phone;
    }

    /** A telephone that is called as 8001 of the office, by TLS and SRTP. */
    SipPhone secureOffice(Tone voice) {
        SipPhone phone = new SipPhone(networkPort, "8001", voice);
        operator.cli("dialplan set global AGENT_PORT " + phone.port());
        operator.cli("pjsip send register office-8001");
        return phone;
    }

    /** How many calls the border controller has seen. */
    int callsOfOperator() {
        return operator.cli("core show calls")
                .lines()
                .filter(line -> line.contains("processed"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    /** Where the county's Asterisk listens for the operator. */
    int countyPort() {
        return countyPort;
    }

    AriOptions ari() {
        return AriOptions.of("127.0.0.1", ariPort, "gateway", PASSWORD, "hotline", "a");
    }

    @Override
    public void close() {
        county.close();
        operator.close();
    }

    private LinkedHashMap<String, String> values(Path folder, Map<String, String> more) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>(more);
        values.put("198.51.100.10:5060", "127.0.0.1:" + operatorPort);
        values.put("198.51.100.10:5061", "127.0.0.1:" + operatorPort);
        values.put("198.51.100.10", "127.0.0.1");
        values.put("COUNTY-NUMBER", COUNTY_NUMBER);
        values.put("CHANGE-THIS-PASSWORD", PASSWORD);
        values.put("0.0.0.0:5060", "127.0.0.1:" + countyPort);
        values.put("0.0.0.0:5061", "127.0.0.1:" + countyPort);
        values.put("0.0.0.0:5070", "127.0.0.1:" + officePort);
        values.put("0.0.0.0:5071", "127.0.0.1:" + officePort);
        values.put("8088", Integer.toString(ariPort));
        values.put("/var/spool/asterisk", folder + "/spool");
        return values;
    }

    private Map<String, String> operatorFiles(Path folder, String protocol, Map<String, String> keys) {
        String pjsip = resource("pjsip.conf")
                .replace("@TRUNK_TRANSPORT@", resource("trunk-" + protocol + ".conf"))
                .replace("@TRUNK_PORT@", Integer.toString(operatorPort))
                .replace("@OFFICE_PORT@", Integer.toString(officePort))
                .replace("@PASSWORD@", PASSWORD)
                .replace("@NETWORK_PORT@", Integer.toString(networkPort))
                .replace("@COUNTY_PORT@", Integer.toString(countyPort))
                .replace("@MEDIA_ENCRYPTION@", protocol.equals("tls") ? "sdes" : "no")
                .replace("@PROTOCOL@", protocol)
                .replace("@CERTIFICATE@", folder + "/operator.pem")
                .replace("@KEY@", folder + "/operator.key")
                .replace("@AUTHORITY@", folder + "/authority.pem");
        Map<String, String> files = new LinkedHashMap<>(keys);
        files.put("pjsip.conf", pjsip);
        files.put("extensions.conf", resource("extensions.conf"));
        files.put("modules.conf", resource("modules.conf"));
        files.put("asterisk.conf", "[options]\nsystemname = operator\n");
        files.put("logger.conf", "[general]\n[logfiles]\nconsole => notice,warning,error\n");
        files.put("rtp.conf", "[general]\nrtpstart = 10000\nrtpend = 19999\n");
        files.put("http.conf", "[general]\nenabled = no\n");
        return files;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(
                OperatorTrunk.class.getResourceAsStream("/lianhu/telephony/operator/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
