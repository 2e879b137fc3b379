/** What the documentation says, held against the code. */
@NullMarked
package dev.meerkat.documentation;

import org.jspecify.annotations.NullMarked;
