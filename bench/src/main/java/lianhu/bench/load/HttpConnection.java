package lianhu.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one request in flight. */
final class HttpConnection {
    private static final int BLANK_LINE = 4;
    private static final String LENGTH = "content-length:";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(32 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int bodyAt;
    private int end;

    @Nullable
    WireRequest wireRequest;

    /** The start of the latency. */
    long from;

    HttpConnection(InetSocketAddress to, Selector selector) throws IOException {
        channel = SocketChannel.open(to);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(WireRequest next, long since) throws IOException {
        wireRequest = next;
        from = since;
        out = ByteBuffer.wrap(next.wire());
        in.clear();
        bodyAt = 0;
        write();
    }

    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** True when the response is complete. */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the server closed the connection");
        }
        if (bodyAt == 0 && !readHead()) {
            return false;
        }
        return in.position() >= end;
    }

    int status() {
        return Integer.parseInt(text(9, 12));
    }

    String body() {
        return text(bodyAt, end);
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is given up anyway.
        }
    }

    private boolean readHead() throws IOException {
        int at = endOfHead();
        if (at < 0) {
            if (!in.hasRemaining()) {
                throw new IOException("an answer with too long a head");
            }
            return false;
        }
        bodyAt = at + BLANK_LINE;
        String head = text(0, at).toLowerCase(Locale.ROOT);
        int length = head.indexOf(LENGTH);
        if (length < 0 && head.contains("transfer-encoding:")) {
            throw new IOException("a chunked answer; this client reads only those with a length");
        }
        end = bodyAt + (length < 0 ? 0 : Integer.parseInt(lineFrom(head, length + LENGTH.length())));
        if (end > in.capacity()) {
            throw new IOException("an answer of " + end + " bytes is longer than any receipt");
        }
        return true;
    }

    private static String lineFrom(String head, int begin) {
        int behind = head.indexOf('\r', begin);
        return head.substring(begin, behind < 0 ? head.length() : behind).strip();
    }

    private int endOfHead() {
        byte[] bytes = in.array();
        for (int i = 0; i + 3 < in.position(); i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String text(int begin, int behind) {
        return new String(in.array(), begin, behind - begin, StandardCharsets.UTF_8);
    }
}
