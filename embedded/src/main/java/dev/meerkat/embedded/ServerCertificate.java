package dev.meerkat.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * With what servers show who they are. They trust it among themselves, and ask clients for none. Immutable.
 *
 * @param certificate a PEM file
 * @param key its private key, a PEM file
 */
public record ServerCertificate(Path certificate, Path key) {

    /** What a server is told, as pairs of name and value. */
    List<String> settings(int port) {
        return List.of(
                "tls-port", Integer.toString(port),
                "tls-cert-file", certificate.toString(),
                "tls-key-file", key.toString(),
                "tls-ca-cert-file", certificate.toString(),
                "tls-auth-clients", "no",
                "tls-replication", "yes");
    }
}
