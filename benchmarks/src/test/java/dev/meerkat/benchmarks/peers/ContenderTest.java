package dev.meerkat.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;
import dev.meerkat.benchmarks.User;
import dev.meerkat.embedded.MongoServer;
import dev.meerkat.embedded.RedisServer;
import dev.meerkat.embedded.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class ContenderTest {

    private static final ObjectId ID = Corpus.id(7);
    private static final String POSTCODE = Corpus.postcode(7);

    private static MongoServer mongo;
    private static RedisServer redis;

    @BeforeAll
    static void startServers() {
        mongo = Servers.mongo();
        redis = Servers.redis();
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        mongo.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsAreRightAlsoOutOfTheCache(CachingSystem system) {
        try (Contender contender = system.open(setting(system, "reads"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(contender.byId(ID)).isEqualTo(Corpus.user(7));
                assertThat(contender.page(POSTCODE)).containsExactlyElementsOf(usersAt(7));
                assertThat(contender.totals(POSTCODE)).containsExactlyElementsOf(totalsAt(7));
            }
            assertThatThrownBy(() -> contender.byId(Corpus.id(Corpus.USERS)))
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(NoSuchElementException.class),
                            e -> assertThat(e).hasRootCauseInstanceOf(NoSuchElementException.class));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NO_CACHE")
    void whatWasReadIsNotLoadedAgain(CachingSystem system) {
        try (Contender contender = system.open(setting(system, "loads"))) {
            readUntilNothingIsLoaded(contender);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NO_CACHE", "MEERKAT_NEAR"})
    void aSecondProcessFindsWhatTheFirstOneLoaded(CachingSystem system) {
        Setting setting = setting(system, "shared");
        try (Contender first = system.open(setting)) {
            readUntilNothingIsLoaded(first);
            try (Contender second = system.open(setting)) {
                await().untilAsserted(() -> {
                    long before = second.loads();
                    readAll(second);
                    assertThat(second.loads()).isEqualTo(before);
                });
                if (system != CachingSystem.MEERKAT) { // which loads until it has begun to serve
                    assertThat(second.loads()).isZero();
                }
                assertThat(second.byId(ID)).isEqualTo(Corpus.user(7));
                assertThat(second.page(POSTCODE)).containsExactlyElementsOf(usersAt(7));
                assertThat(second.totals(POSTCODE)).containsExactlyElementsOf(totalsAt(7));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateIsSeen(CachingSystem system) {
        try (Contender contender = system.open(setting(system, "updates"))) {
            readAll(contender);
            contender.update(ID, Updates.set("visits", 70_000L));

            assertThat(contender.byId(ID).visits()).isEqualTo(70_000);
            assertThat(contender.page(POSTCODE))
                    .filteredOn(user -> user.id().equals(ID))
                    .singleElement()
                    .returns(70_000L, User::visits);
            assertThat(contender.totals(POSTCODE).stream()
                            .mapToLong(Totals::visits)
                            .sum())
                    .isEqualTo(visitsAt(7) - 7 + 70_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateIsSeenByAnotherProcess(CachingSystem system) {
        Setting setting = setting(system, "others");
        try (Contender writer = system.open(setting);
                Contender reader = system.open(setting)) {
            await().untilAsserted(() -> {
                long before = reader.loads();
                readAll(reader);
                assertThat(reader.loads()).isEqualTo(system == CachingSystem.NO_CACHE ? before + 3 : before);
            });
            writer.update(ID, Updates.set("visits", 70_000L));

            await().untilAsserted(() -> {
                assertThat(reader.byId(ID).visits()).isEqualTo(70_000);
                assertThat(reader.page(POSTCODE)).extracting(User::visits).contains(70_000L);
                assertThat(reader.totals(POSTCODE).stream()
                                .mapToLong(Totals::visits)
                                .sum())
                        .isEqualTo(visitsAt(7) - 7 + 70_000);
            });
        }
    }

    private static void readUntilNothingIsLoaded(Contender contender) {
        await().untilAsserted(() -> {
            long before = contender.loads();
            readAll(contender);
            assertThat(contender.loads()).isEqualTo(before);
        });
    }

    private static void readAll(Contender contender) {
        contender.byId(ID);
        contender.page(POSTCODE);
        contender.totals(POSTCODE);
    }

    private static List<User> usersAt(int postcode) {
        return IntStream.range(0, Corpus.PAGE)
                .mapToObj(n -> Corpus.user(n * Corpus.POSTCODES + postcode))
                .toList();
    }

    private static long visitsAt(int postcode) {
        return usersAt(postcode).stream().mapToLong(User::visits).sum();
    }

    private static List<Totals> totalsAt(int postcode) {
        return List.of("free", "premium").stream()
                .map(plan -> {
                    List<User> users = usersAt(postcode).stream()
                            .filter(user -> user.plan().equals(plan))
                            .toList();
                    return new Totals(
                            plan,
                            users.size(),
                            users.stream().mapToLong(User::visits).sum());
                })
                .toList();
    }

    /** With a corpus of its own. */
    private static Setting setting(CachingSystem system, String purpose) {
        Setting setting = new Setting(
                mongo.uri(),
                redis.url(),
                "contenders-" + purpose + "-" + system.name().toLowerCase(Locale.ROOT),
                Duration.ofMinutes(10));
        try (MongoClient client = MongoClients.create(setting.mongo())) {
            Corpus.load(Corpus.users(client, setting.database()));
        }
        return setting;
    }
}
