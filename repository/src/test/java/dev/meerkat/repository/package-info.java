@NullMarked
package dev.meerkat.repository;

import org.jspecify.annotations.NullMarked;
