package dev.meerkat.spring;

import dev.meerkat.repository.CacheFor;
import dev.meerkat.repository.NoCache;
import java.util.List;
import org.springframework.data.mongodb.repository.MongoRepository;

interface Books extends MongoRepository<Book, Integer> {

    List<Book> findByAuthor(String author);

    @NoCache
    List<Book> findByTitle(String title);

    @CacheFor("1ms")
    List<Book> findByAuthorAndTitle(String author, String title);
}
