/** What the demo claims, each claim a class that shows it. Tests run the same classes. */
@NullMarked
package dev.meerkat.examples.demo.claims;

import org.jspecify.annotations.NullMarked;
