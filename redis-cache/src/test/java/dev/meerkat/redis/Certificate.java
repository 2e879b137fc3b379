package dev.meerkat.redis;

import dev.meerkat.embedded.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody trusts but who is told to. */
final class Certificate {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    private final Path folder;
    private final Path store;

    /**
     * @param folder for its files
     * @param names such as {@code dns:localhost}
     */
    Certificate(Path folder, String names) throws Exception {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=" + names,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
        }
    }

    private KeyStore keys() throws Exception {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    /** For a server in this JVM. */
    SSLContext context() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For another program. */
    ServerCertificate files() throws Exception {
        KeyStore keys = keys();
        return new ServerCertificate(
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    private Path pem(String what, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(what.replace(' ', '-') + ".pem"),
                "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    /** Makes this JVM trust the certificate, for as long as the task runs. */
    void trusted(Runnable task) throws Exception {
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD); // first: another thread may be connecting
        System.setProperty("javax.net.ssl.trustStore", store.toString());
        try {
            SSLContext.getInstance("TLS")
                    .init(null, null, null); // one thread first: the JVM's cache isn't made for changes
            task.run();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }
}
