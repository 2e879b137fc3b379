package dev.meerkat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.meerkat.Meerkat;
import dev.meerkat.embedded.EmbeddedMongo;
import dev.meerkat.proxy.CachedClient;
import dev.meerkat.repository.NoCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

class CachedClientTest {

    private static EmbeddedMongo mongo;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @Test
    void whatARepositoryReadsTwiceIsSentOnce() {
        BookShop.on(mongo).run(application -> {
            assertThat(application).hasNotFailed();
            assertThat(application.getBean(MongoClient.class)).isInstanceOf(CachedClient.class);
            Books books = application.getBean(Books.class);
            SentCommands sent = application.getBean(SentCommands.class);
            books.save(new Book(1, "Ulysses", "Joyce"));
            awaitServing(application);

            assertThat(sent.during(() -> assertThat(books.findByAuthor("Joyce")).hasSize(1)))
                    .containsExactly("find");
            assertThat(sent.during(() -> assertThat(books.findByAuthor("Joyce")).hasSize(1)))
                    .isEmpty();
        });
    }

    @Test
    void annotationsOnRepositoriesAreHeeded() {
        BookShop.on(mongo).withBean(Accounts.class).run(application -> {
            Books books = application.getBean(Books.class);
            SentCommands sent = application.getBean(SentCommands.class);
            books.save(new Book(1, "Ulysses", "Joyce"));
            awaitServing(application);

            books.findByTitle("Ulysses");
            assertThat(sent.during(() -> books.findByTitle("Ulysses"))).containsExactly("find");

            books.findByAuthorAndTitle("Joyce", "Ulysses");
            await().until(() -> !sent.during(() -> books.findByAuthorAndTitle("Joyce", "Ulysses"))
                    .isEmpty()); // a millisecond is over

            books.findByAuthor("Joyce");
            Accounts accounts = application.getBean(Accounts.class);
            assertThat(sent.during(() -> assertThat(accounts.count("Joyce")).isEqualTo(1)))
                    .containsExactly("find");
            assertThat(sent.during(() -> books.findByAuthor("Joyce"))).isEmpty();
        });
    }

    @NoCache
    static class Accounts {

        private final Books books;

        Accounts(Books books) {
            this.books = books;
        }

        int count(String author) {
            return books.findByAuthor(author).size();
        }
    }

    static void awaitServing(ApplicationContext application) {
        await().until(() -> application.getBean(Meerkat.class).health().serving());
    }
}
