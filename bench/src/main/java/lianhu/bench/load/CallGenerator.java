package lianhu.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import lianhu.bench.harness.Closer;

/**
 * Callers by SIP and RTP on 127.0.0.1: begins calls at a fixed rate whatever becomes of the earlier ones, sends sound without a
 * pause as a telephone does, and hangs up when a call's time is over. All callers share two sockets: Asterisk tells them apart by
 * Call-ID and by its own port of each call.
 */
public final class CallGenerator implements Closer.Resource {
    /** A quarter of a frame: each step serves a quarter of the calls, so that packets do not come in one burst. */
    private static final long STEP = 5_000_000;

    private static final int STEPS = 4;
    private static final int BUFFER = 4 << 20;
    private static final int LONGEST_MESSAGE = 8_000;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private final InetSocketAddress server;
    private final DatagramChannel signalling = open();
    private final DatagramChannel media = open();
    private final SipMessages messages;
    private final Map<String, SipCall> byCallId = new ConcurrentHashMap<>();
    private final Map<Integer, SipCall> byPort = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicLong heard = new AtomicLong();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(LONGEST_MESSAGE);
    private volatile String extension = "";
    private volatile String caller = "";
    private int numbers;

    public CallGenerator(int sipPort) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), sipPort);
        messages = new SipMessages(server, port(signalling), port(media));
        Thread.ofPlatform().daemon().name("sip").start(this::readSignalling);
        Thread.ofPlatform().daemon().name("rtp").start(this::readMedia);
    }

    /**
     * Runs one load and returns when its last call has ended.
     *
     * @param called extension that is called
     * @param name user part of every caller, by which Asterisk finds another endpoint than the trunk; empty for a number each
     * @param rate calls a second
     * @param hold length of the calls of callers who speak
     */
    public CallLoad run(String called, String name, double rate, Duration time, Duration hold) {
        extension = called;
        caller = name;
        int total = (int) (rate * time.toMillis() / 1000);
        List<SipCall> calls = new ArrayList<>();
        int before = repeated.get();
        long heardBefore = heard.get();
        long sent = 0;
        int mostAtOnce = 0;
        long begin = System.nanoTime();
        long last = begin + time.plus(hold).plus(LAST_ANSWERS).toNanos();
        for (long step = 0; ; step++) {
            long now = System.nanoTime();
            while (calls.size() < total && now - begin >= (long) (calls.size() * 1e9 / rate)) {
                calls.add(begin(calls.size()));
            }
            int up = 0;
            boolean isOver = calls.size() == total;
            for (int i = 0; i < calls.size(); i++) {
                SipCall call = calls.get(i);
                if (call.isOver()) {
                    continue;
                }
                isOver = false;
                if (call.phase() == SipCall.Phase.UP) {
                    up++;
                    if (now - call.answered() >= call.kind.length(hold).toNanos()) {
                        hangUp(call, now);
                    } else if (i % STEPS == step % STEPS) {
                        speak(call);
                        sent++;
                    }
                } else if (call.repeats(now)) {
                    repeat(call);
                }
            }
            mostAtOnce = Math.max(mostAtOnce, up);
            if (isOver || now > last) {
                return result(calls, mostAtOnce, sent, repeated.get() - before, heard.get() - heardBefore);
            }
            LockSupport.parkNanos(begin + (step + 1) * STEP - System.nanoTime());
        }
    }

    @Override
    public void close() {
        try {
            signalling.close();
            media.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipCall begin(int index) {
        CallKind kind = CallKind.of(index);
        String callId = "bench-" + numbers + "-" + port(signalling);
        String number = String.format("139%08d", numbers++);
        String from = "<sip:" + (caller.isEmpty() ? number : caller) + "@127.0.0.1>";
        if (kind == CallKind.WITHHELD && caller.isEmpty()) {
            from = "<sip:anonymous@anonymous.invalid>";
        }
        SipCall call = new SipCall(kind, callId, from, System.nanoTime());
        byCallId.put(callId, call);
        send(messages.invite(extension, callId, from));
        return call;
    }

    private void hangUp(SipCall call, long now) {
        call.hangUp(now);
        byPort.remove(call.mediaPort());
        send(messages.bye(extension, call.callId, call.from, call.to()));
    }

    private void repeat(SipCall call) {
        repeated.incrementAndGet();
        send(
                call.phase() == SipCall.Phase.INVITED
                        ? messages.invite(extension, call.callId, call.from)
                        : messages.bye(extension, call.callId, call.from, call.to()));
    }

    private void speak(SipCall call) {
        call.write(packet, call.kind == CallKind.SPEAKS ? AlawFrames.TONE : AlawFrames.SILENCE, call.callId.hashCode());
        try {
            media.send(packet, new InetSocketAddress(server.getAddress(), call.mediaPort()));
        } catch (IOException e) {
            call.fail("no sound can be sent: " + e.getMessage());
        }
    }

    private void readSignalling() {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_MESSAGE);
        while (true) {
            try {
                signalling.receive(buffer.clear());
                long now = System.nanoTime();
                String message = StandardCharsets.UTF_8.decode(buffer.flip()).toString();
                SipCall call = byCallId.get(SipMessages.header(message, "Call-ID"));
                if (call != null) {
                    understand(call, message, now);
                }
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void understand(SipCall call, String message, long now) {
        int status = SipMessages.status(message);
        if (status == 0) {
            if (message.startsWith("BYE")) {
                send(SipMessages.accepting(message));
                byPort.remove(call.mediaPort());
                call.endByServer();
            }
            return;
        }
        String sequence = SipMessages.header(message, "CSeq");
        if (sequence.endsWith("BYE")) {
            // 481: the server hung up at the same time.
            call.end();
        } else if (status < 200) {
            call.proceeding();
        } else if (status == 200) {
            int port = SipMessages.mediaPort(message).orElse(0);
            if (call.answer(now, SipMessages.header(message, "To"), port)) {
                byPort.put(port, call);
            }
            send(messages.ack(extension, call.callId, call.from, call.to()));
        } else {
            send(messages.ack(extension, call.callId, call.from, SipMessages.header(message, "To")));
            call.fail("status " + status);
        }
    }

    private void readMedia() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_MESSAGE);
        while (true) {
            try {
                if (media.receive(buffer.clear()) instanceof InetSocketAddress from) {
                    SipCall call = byPort.get(from.getPort());
                    if (call != null) {
                        call.heardPacket();
                        heard.incrementAndGet();
                    }
                }
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void send(String message) {
        try {
            signalling.send(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CallLoad result(List<SipCall> calls, int mostAtOnce, long sent, int repetitions, long packets) {
        Map<String, Integer> faults = new TreeMap<>();
        for (SipCall call : calls) {
            if (!call.isOver()) {
                call.fail("did not end");
            }
            if (!call.fault().isEmpty()) {
                faults.merge(call.fault(), 1, Integer::sum);
            }
        }
        calls.forEach(call -> byCallId.remove(call.callId));
        return new CallLoad(
                calls.size(),
                calls.stream()
                        .mapToLong(SipCall::latency)
                        .filter(latency -> latency > 0)
                        .sorted()
                        .toArray(),
                mostAtOnce,
                faults,
                count(calls, CallKind.SPEAKS),
                count(calls, CallKind.WITHHELD),
                repetitions,
                sent,
                packets,
                (int) calls.stream()
                        .filter(call -> call.latency() > 0 && call.heard() == 0)
                        .count());
    }

    private static int count(List<SipCall> calls, CallKind kind) {
        return (int) calls.stream().filter(call -> call.kind == kind).count();
    }

    private static DatagramChannel open() {
        try {
            return DatagramChannel.open()
                    .setOption(StandardSocketOptions.SO_RCVBUF, BUFFER)
                    .setOption(StandardSocketOptions.SO_SNDBUF, BUFFER)
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(DatagramChannel channel) {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
