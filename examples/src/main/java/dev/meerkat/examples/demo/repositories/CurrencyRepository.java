package dev.meerkat.examples.demo.repositories;

import dev.meerkat.repository.CacheFor;
import java.util.Optional;

/** Currencies, wherever they are stored. They change so rarely that a cache may keep them for long. */
@CacheFor("1h")
public interface CurrencyRepository {

    /** The currency with this ISO 4217 code. */
    Optional<Currency> byCode(String code);
}
