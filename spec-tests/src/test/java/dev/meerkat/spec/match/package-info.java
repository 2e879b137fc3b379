/** What a case expects, compared with what came. */
@NullMarked
package dev.meerkat.spec.match;

import org.jspecify.annotations.NullMarked;
