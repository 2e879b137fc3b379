/** Tests of the audit. Each rule is shown to find what is wrong by one step, and to let pass what is right by none. */
@NullMarked
package dev.meerkat.faults.audit;

import org.jspecify.annotations.NullMarked;
