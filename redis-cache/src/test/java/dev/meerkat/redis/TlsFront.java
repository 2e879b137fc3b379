package dev.meerkat.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLServerSocket;

/** TLS in front of a plain server. */
final class TlsFront implements AutoCloseable {

    private final int target;
    private final SSLServerSocket server;

    TlsFront(Certificate certificate, int target) throws Exception {
        this.target = target;
        server = (SSLServerSocket) certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket outside = server.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), target);
                daemon(() -> pump(outside, inside));
                daemon(() -> pump(inside, outside));
            } catch (IOException closed) {
                // the loop's condition tells
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException broken) {
            // both ends are closed
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
