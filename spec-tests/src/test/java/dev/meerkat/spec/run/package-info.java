/** A case, run once: through the driver, or through what Meerkat wraps. */
@NullMarked
package dev.meerkat.spec.run;

import org.jspecify.annotations.NullMarked;
