/** What a case does, one class for each kind of target. */
@NullMarked
package dev.meerkat.spec.operation;

import org.jspecify.annotations.NullMarked;
