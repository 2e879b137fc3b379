/** Repositories as an application has them: nothing of Meerkat is known here. */
@NullMarked
package dev.meerkat.application;

import org.jspecify.annotations.NullMarked;
