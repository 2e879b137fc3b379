/** What is read and written all the time. */
@NullMarked
package dev.meerkat.faults.load;

import org.jspecify.annotations.NullMarked;
