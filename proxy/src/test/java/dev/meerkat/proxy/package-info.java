@NullMarked
package dev.meerkat.proxy;

import org.jspecify.annotations.NullMarked;
