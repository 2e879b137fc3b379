/** Repositories: classes that hold handles of the driver, made to work on cached ones. */
@NullMarked
package dev.meerkat.repository;

import org.jspecify.annotations.NullMarked;
