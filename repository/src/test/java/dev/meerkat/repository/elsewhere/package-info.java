@NullMarked
package dev.meerkat.repository.elsewhere;

import org.jspecify.annotations.NullMarked;
