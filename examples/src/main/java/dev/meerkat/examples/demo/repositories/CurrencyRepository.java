package dev.meerkat.examples.demo.repositories;

import java.util.Optional;

/** Currencies, wherever they are stored. */
public interface CurrencyRepository {

    /** The currency with this ISO 4217 code. */
    Optional<Currency> byCode(String code);
}
