/** The unified test format, read: files, cases, what they require of a server. */
@NullMarked
package dev.meerkat.spec.format;

import org.jspecify.annotations.NullMarked;
