package io.dynastore.embedded.internal.http;

import io.dynastore.embedded.internal.wire.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One connection, whose requests are answered one after the other on its own thread. */
final class Connection implements Runnable {
    /** The longest time that a refused client may continue to send before it reads the reply. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final long BUSY = Long.MAX_VALUE;

    private final Socket socket;
    private final Api api;
    private final AccessRule access;
    private final Limits limits;
    private volatile long waitingSince;

    Connection(Socket socket, Api api, AccessRule access, Limits limits) {
        this.socket = socket;
        this.api = api;
        this.access = access;
        this.limits = limits;
        this.waitingSince = System.nanoTime();
    }

    /** Answers requests until the client or the server ends the connection. */
    @Override
    public void run() {
        try (socket) {
            // Otherwise the end of a large reply waits until the client has acknowledged its beginning.
            socket.setTcpNoDelay(true);
            serve(new Input(socket), socket.getOutputStream());
        } catch (IOException e) {
            // The client has gone or is silent, or this server is being closed: no reply can be delivered.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection at once, even while a request is answered. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is closed nevertheless.
        }
    }

    /** {@return the nanoseconds for which the client has neither taken its reply nor sent another request} */
    long waiting() {
        long since = waitingSince;
        return since == BUSY ? 0 : System.nanoTime() - since;
    }

    private void serve(Input input, OutputStream out) throws IOException, InterruptedException {
        HeadReader heads = new HeadReader(input, limits);
        BodyReader bodies = new BodyReader(input, heads, out, limits);
        try {
            boolean goesOn = true;
            while (goesOn && awaitRequest(input)) {
                input.within(limits.head());
                Head head = heads.read();
                access.check(head);
                goesOn = answer(head, bodies.read(head), out);
            }
        } catch (SocketTimeoutException e) {
            refuse(new Refusal(408, "The request did not arrive in time."), input, out);
        } catch (Refusal refusal) {
            refuse(refusal, input, out);
        }
    }

    private boolean awaitRequest(Input input) throws IOException {
        input.within(limits.idle());
        try {
            return input.awaitByte();
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            waitingSince = BUSY;
        }
    }

    /** Answers a request, and returns whether the connection stays open. */
    private boolean answer(Head head, byte[] body, OutputStream out) throws IOException, InterruptedException {
        Answer answer = api.answer(head, body, isLocal());
        waitingSince = System.nanoTime();
        if (answer instanceof Answer.Whole whole) {
            out.write(Replies.bytes(whole.reply(), head, head.keepsAlive(), Instant.now()));
            return head.keepsAlive();
        }
        if (answer instanceof Answer.Cut cut) {
            out.write(Replies.bytes(cut.reply(), head, true, Instant.now(), cut.bytes()));
        }
        socket.setSoLinger(true, 0); // Closing the socket now resets the connection.
        return false;
    }

    private boolean isLocal() {
        @Nullable InetAddress client = socket.getInetAddress();
        return client != null && client.isLoopbackAddress();
    }

    /** Replies with an error and reads on for a while, since a client that is still sending would not see the reply. */
    private void refuse(Refusal refusal, Input input, OutputStream out) throws IOException {
        out.write(Replies.bytes(refusal, Instant.now()));
        socket.shutdownOutput();
        input.within(LINGER);
        input.drain();
    }
}
