package dev.meerkat.cache;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What would become of a read now, and why. Immutable. Its {@code toString} says it in a few lines for people; its key shows
 * the query's filter, which may be private.
 *
 * @param key all that tells this read from another, as JSON
 * @param namespaces what it reads
 * @param tags what would invalidate it, besides changes of whole namespaces, databases or everything; each with its number
 * @param lastChange the latest cluster time at which something may have changed that it depends on, as far as this process
 *     knows; {@link ClusterTime#NONE} where nothing has
 * @param near what lies in this process's near tier, valid or not
 * @param sharing whether there is a shared tier
 * @param shared what lies in the shared tier, valid or not
 * @param servedFrom the tier that would serve it; empty where MongoDB would be read
 * @param verdict why it would be served, or why not
 */
public record Explanation(
        String key,
        List<Namespace> namespaces,
        List<String> tags,
        long lastChange,
        Optional<Copy> near,
        boolean sharing,
        Optional<Copy> shared,
        Optional<Outcome.Tier> servedFrom,
        String verdict) {

    /**
     * A result that lies in a tier. Immutable.
     *
     * @param asof the cluster time that it reflects at least
     * @param age the time since then, by this machine's wall clock and the server's whole seconds: about
     * @param timeLeft until it ends; negative where it has ended
     * @param bytes the size of its documents
     * @param flaw why it can't be served; empty where it can
     */
    public record Copy(long asof, Duration age, Duration timeLeft, int bytes, String flaw) {

        /** {@return whether it can be served} */
        public boolean isValid() {
            return flaw.isEmpty();
        }

        @Override
        public String toString() {
            return bytes + " bytes as of " + ClusterTime.toString(asof) + " (" + seconds(age) + " old), "
                    + (timeLeft.isNegative()
                            ? "ended " + seconds(timeLeft.negated()) + " ago"
                            : "ends in " + seconds(timeLeft))
                    + ": " + (isValid() ? "valid" : flaw);
        }
    }

    /**
     * Copies the lists.
     *
     * @param key all that tells this read from another, as JSON
     * @param namespaces what it reads
     * @param tags what would invalidate it, besides changes of whole namespaces, databases or everything; each with its
     *     number
     * @param lastChange the latest cluster time at which something may have changed that it depends on, as far as this
     *     process knows; {@link ClusterTime#NONE} where nothing has
     * @param near what lies in this process's near tier, valid or not
     * @param sharing whether there is a shared tier
     * @param shared what lies in the shared tier, valid or not
     * @param servedFrom the tier that would serve it; empty where MongoDB would be read
     * @param verdict why it would be served, or why not
     */
    public Explanation {
        namespaces = List.copyOf(namespaces);
        tags = List.copyOf(tags);
    }

    /**
     * {@return what is said of a read that is not cached, whatever lies in the tiers}
     *
     * @param key the read in words, as in its log lines
     * @param namespaces all that are read
     * @param reason why it is not cached
     */
    public static Explanation bypassed(String key, List<Namespace> namespaces, BypassReason reason) {
        return new Explanation(
                key,
                namespaces,
                List.of(),
                ClusterTime.NONE,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                "MongoDB is read, past the cache: " + reason.text() + " (" + reason + ")");
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        String read = namespaces.stream().map(Namespace::fullName).collect(Collectors.joining(", "));
        String beginning = "key      " + key + "\nreads    " + read;
        if (tags.isEmpty()) {
            return beginning + "\nverdict  " + verdict;
        }
        return beginning
                + "\ntags     " + String.join(", ", tags)
                + "\nchanged  "
                + (lastChange == ClusterTime.NONE ? "not that is known" : "last at " + ClusterTime.toString(lastChange))
                + "\nnear     " + near.map(Copy::toString).orElse("nothing")
                + "\nshared   " + (sharing ? shared.map(Copy::toString).orElse("nothing") : "no such tier")
                + "\nverdict  " + verdict;
    }
}
