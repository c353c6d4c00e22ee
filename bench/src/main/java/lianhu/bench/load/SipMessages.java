package lianhu.bench.load;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of a caller and the answers to it (RFC 3261), for one call a Call-ID. */
final class SipMessages {
    private static final Pattern MEDIA_PORT = Pattern.compile("m=audio (\\d{1,5}) ");
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 (\\d{3}) ");

    private final InetSocketAddress server;
    private final int signallingPort;
    private final int mediaPort;

    SipMessages(InetSocketAddress server, int signallingPort, int mediaPort) {
        this.server = server;
        this.signallingPort = signallingPort;
        this.mediaPort = mediaPort;
    }

    String invite(String extension, String callId, String from) {
        String session = """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP 8 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=sendrecv
                """.formatted(mediaPort).replace("\n", "\r\n");
        return request("INVITE", 1, extension, callId, from, "<sip:" + extension + "@127.0.0.1>")
                + "Contact: <sip:caller@127.0.0.1:" + signallingPort + ">\r\nContent-Type: application/sdp\r\n"
                + "Content-Length: " + session.length() + "\r\n\r\n" + session;
    }

    /** @param to of the answer, with the tag of the server */
    String ack(String extension, String callId, String from, String to) {
        return request("ACK", 1, extension, callId, from, to) + "Content-Length: 0\r\n\r\n";
    }

    String bye(String extension, String callId, String from, String to) {
        return request("BYE", 2, extension, callId, from, to) + "Content-Length: 0\r\n\r\n";
    }

    static String accepting(String request) {
        return "SIP/2.0 200 OK\r\n" + line(request, "Via") + line(request, "From") + line(request, "To")
                + line(request, "Call-ID") + line(request, "CSeq") + "Content-Length: 0\r\n\r\n";
    }

    /** 0 for a request. */
    static int status(String message) {
        Matcher status = STATUS.matcher(message);
        return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
    }

    static Optional<Integer> mediaPort(String message) {
        Matcher port = MEDIA_PORT.matcher(message);
        return port.find() ? Optional.of(Integer.parseInt(port.group(1))) : Optional.empty();
    }

    /** Empty when there is no such header. */
    static String header(String message, String name) {
        String line = line(message, name);
        return line.isEmpty() ? "" : line.substring(name.length() + 1).strip();
    }

    private static String line(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line + "\r\n")
                .findFirst()
                .orElse("");
    }

    private String request(String method, int sequence, String extension, String callId, String from, String to) {
        return """
                %1$s sip:%2$s@127.0.0.1:%3$d SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%4$d;branch=z9hG4bK-%5$s-%6$d-%1$s;rport
                From: %7$s;tag=%5$s
                To: %8$s
                Call-ID: %5$s
                CSeq: %6$d %1$s
                Max-Forwards: 70
                """.formatted(method, extension, server.getPort(), signallingPort, callId, sequence, from, to)
                .replace("\n", "\r\n");
    }
}
