package dev.meerkat.examples.demo.group;

import dev.meerkat.examples.demo.measure.Figures;
import dev.meerkat.examples.demo.member.MemberSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.bson.Document;

/** The processes that share the cache. Used by one thread, but for {@link #kill}. */
public final class Group implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration FIRST_READS = Duration.ofSeconds(30);

    private final MemberSettings settings;
    private final Path logs;
    private final List<MemberProcess> members = new ArrayList<>();
    private final Map<String, Figures> gone = new LinkedHashMap<>();
    private boolean underLoad;

    /**
     * None started yet.
     *
     * @param settings of whichever number
     * @param logs a folder for the processes' logs
     */
    public Group(MemberSettings settings, Path logs) {
        this.settings = settings;
        this.logs = logs;
    }

    /** Starts all at once and waits until each serves from its cache. */
    public void start() {
        for (int number = 1; number <= MemberSettings.MEMBERS; number++) {
            add(number);
        }
        members().forEach(MemberProcess::awaitReady);
        members().forEach(this::awaitServing);
    }

    private MemberProcess add(int number) {
        MemberProcess member =
                MemberProcess.start(settings.withNumber(number), logs.resolve("process-" + number + ".log"));
        synchronized (members) {
            members.add(member);
        }
        return member;
    }

    private void awaitServing(MemberProcess member) {
        long end = System.nanoTime() + ANSWER.toNanos();
        while (!health(member).getBoolean("serving")) {
            if (System.nanoTime() - end > 0) {
                throw new MemberLostException(member + " serves nothing from its cache: its gate stays shut");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Begins the load in all processes, and in those that are started later; waits until each reads. */
    public void load() {
        underLoad = true;
        askAll("load", new Document(), FIRST_READS);
    }

    /** Forgets the times measured so far. */
    public void measure() {
        members().forEach(member -> member.tell("measure"));
    }

    /** Those that run, in the order of their start. */
    public List<MemberProcess> members() {
        synchronized (members) {
            return List.copyOf(members);
        }
    }

    /** The bound δ. */
    public Duration maxStaleness() {
        return settings.maxStaleness();
    }

    /** Asks all, at once. */
    public Map<MemberProcess, Document> askAll(String question, Document details, Duration patience) {
        Map<MemberProcess, CompletableFuture<Document>> answers = new LinkedHashMap<>();
        members().forEach(member -> answers.put(member, member.ask(question, details)));
        Map<MemberProcess, Document> all = new LinkedHashMap<>();
        answers.forEach((member, answer) -> all.put(member, member.get(answer, patience)));
        return all;
    }

    /** Asks one. */
    public Document ask(MemberProcess member, String question, Document details) {
        return member.get(member.ask(question, details), ANSWER);
    }

    /** One's health: leader, term, watching, serving, freshness in milliseconds. */
    public Document health(MemberProcess member) {
        return ask(member, "health", new Document());
    }

    /** The process that watches for all, if there is one now. */
    public Optional<MemberProcess> leader() {
        return members().stream()
                .filter(member -> health(member).getBoolean("leader"))
                .findFirst();
    }

    /** Waits for a leader. */
    public MemberProcess awaitLeader(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<MemberProcess> leader = leader();
            if (leader.isPresent()) {
                return leader.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new MemberLostException("no process leads after " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Kills one by SIGKILL; what it had told of its figures is kept. */
    public void kill(MemberProcess member) {
        member.kill();
        synchronized (members) {
            members.remove(member);
        }
        gone.put(member + ", killed", member.figures());
    }

    /** Starts another in the place of one that was killed, under its number, and waits until it serves. */
    public MemberProcess replace(MemberProcess killed) {
        MemberProcess member = add(killed.number());
        member.awaitReady();
        awaitServing(member);
        if (underLoad) {
            member.get(member.ask("load", new Document()), FIRST_READS);
            member.tell("measure");
        }
        return member;
    }

    /** What each process counted so far, those killed too. */
    public Map<String, Figures> figures() {
        Map<String, Figures> all = new LinkedHashMap<>(gone);
        members().forEach(member -> all.put(member.toString(), member.figures()));
        return all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, LinkedHashMap::new));
    }

    /** Kills all at once. Safe in another thread than the group's. */
    public void kill() {
        members().forEach(MemberProcess::kill);
    }

    /** Ends all; their last figures stay. */
    @Override
    public void close() {
        members().parallelStream().forEach(MemberProcess::close);
    }
}
